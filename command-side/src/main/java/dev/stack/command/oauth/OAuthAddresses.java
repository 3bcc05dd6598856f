// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.command.login.LoginProperties;
import dev.stack.command.passport.PassportProperties;
import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where programs find the authorization server, and by which names they may call what it guards. */
@Component
public class OAuthAddresses {

    private final String base;
    private final List<String> aliases;

    OAuthAddresses(PassportProperties passports, LoginProperties logins) {
        this.base = withoutSlash(passports.issuer().toString());
        this.aliases = logins.resourceAliases();
    }

    /** The public base URL, which is the issuer, without a slash at its end. */
    public URI issuer() {
        return URI.create(base);
    }

    /** The address of a path of ours that begins with a slash. */
    public URI at(String path) {
        return URI.create(base + path);
    }

    /** Whether {@code resource} (RFC 8707) is what this server guards. */
    boolean isOurs(URI resource) {
        String asked = withoutSlash(resource.toString());
        return asked.equals(base)
                || aliases.stream().map(OAuthAddresses::withoutSlash).anyMatch(asked::equals);
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}

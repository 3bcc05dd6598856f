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
    private final List<URI> aliases;

    OAuthAddresses(PassportProperties passports, LoginProperties logins) {
        String issuer = passports.issuer().toString();
        this.base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
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

    /** The path of ours as browsers know it: behind whatever path the public base URL has. */
    public String local(String path) {
        String prefix = issuer().getRawPath();
        return (prefix == null ? "" : prefix) + path;
    }

    /** Whether {@code resource} (RFC 8707) is what this server guards. */
    boolean isOurs(URI resource) {
        String asked = withoutSlash(resource);
        return asked.equals(base)
                || aliases.stream().map(OAuthAddresses::withoutSlash).anyMatch(asked::equals);
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import java.net.URI;
import org.springframework.core.env.Environment;

/** The address by which others know this server: the setting {@code stack.passport.issuer}. */
public final class PublicBase {

    private final URI base;

    private PublicBase(URI base) {
        this.base = base;
    }

    static PublicBase of(Environment environment) {
        String issuer = environment.getProperty("stack.passport.issuer", "");
        return new PublicBase(URI.create(issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer));
    }

    /** The whole address of a path of ours that begins with a slash. */
    public String url(String path) {
        return base + path;
    }

    /** The path of ours as browsers ask for it: behind whatever path the address has. */
    public String path(String path) {
        return (base.getRawPath() == null ? "" : base.getRawPath()) + path;
    }

    /** Whether browsers come by https. */
    public boolean isEncrypted() {
        return "https".equalsIgnoreCase(base.getScheme());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import java.net.URI;
import java.util.Optional;

/**
 * A person's standing permission to act through one client (RFC 6749, section 6).
 *
 * @param scope what was agreed to, words separated by spaces
 * @param server where it is good; empty in a file that another client wrote
 */
public record Login(String clientId, String refreshToken, String scope, Optional<URI> server) {

    Login rotated(String successor) {
        return new Login(clientId, successor, scope, server);
    }

    /** Tells nothing of the refresh token. */
    @Override
    public String toString() {
        return "Login[" + clientId + ", " + scope + ", " + server + "]";
    }
}

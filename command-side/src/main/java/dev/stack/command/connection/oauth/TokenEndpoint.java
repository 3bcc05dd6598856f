// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection.oauth;

import java.io.IOException;
import java.net.URI;

/**
 * The way out to token endpoints. Whoever offers it follows no redirect, checks certificates, limits time and size, and
 * reaches no address inside the network unless the server's settings allow that.
 */
@FunctionalInterface
public interface TokenEndpoint {

    /**
     * Posts once, never twice: a refresh token may be good for one use only.
     *
     * @throws IOException when no whole answer came
     */
    Answer post(URI endpoint, TokenRequest request) throws IOException;

    /** What the server answered; the body may hold tokens. */
    record Answer(int status, byte[] body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.ConnectionAccess;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call through a connection as the proxy would: same hosts, same guards, same place for the credential, no
 * redirect. Whoever offers it opens the credential.
 */
@FunctionalInterface
public interface CredentialCheck {

    /**
     * Sends it once.
     *
     * @throws IOException when no answer came, or the call may not be made
     */
    Answer send(ConnectionAccess access, Request request) throws IOException;

    /**
     * What is sent.
     *
     * @param body JSON, or {@code null}
     */
    record Request(String method, URI url, @Nullable String body) {}

    /** What came back; of the body at most the first megabyte. */
    record Answer(int status, byte[] body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import org.jspecify.annotations.Nullable;

/** Asks for a credential in clear. */
record RetrieveCredential(Wanted wanted, @Nullable PassportToken passport, Caller caller) implements Command {

    /** Which one. */
    sealed interface Wanted {
        /** The operator's only one at that provider. */
        record OfProvider(String provider) implements Wanted {}

        /** That of one connection. */
        record OfConnection(ConnectionId connection) implements Wanted {}
    }

    @Override
    public String action() {
        return "credential.retrieve";
    }
}

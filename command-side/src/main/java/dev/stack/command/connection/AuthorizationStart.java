// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import java.util.List;
import java.util.Optional;

/** Sends people to services. */
@FunctionalInterface
interface AuthorizationStart {

    /**
     * Prepares to send one, for a connection there is or will be; empty when that service cannot be connected by OAuth
     * here. Nothing is stored until {@link Authorization#remember} runs.
     *
     * @param scopes what is asked for; empty = what the catalogue says
     */
    Optional<Authorization> begin(ConnectionId connection, String provider, List<String> scopes, Caller caller);
}

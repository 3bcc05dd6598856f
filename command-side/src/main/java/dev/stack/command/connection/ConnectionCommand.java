// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.decision.Command;
import dev.stack.events.ConnectionSettings;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a connection. */
sealed interface ConnectionCommand extends Command {

    ConnectionId connection();

    record ConnectService(
            @TargetAggregateIdentifier ConnectionId connection,
            String serviceId,
            String provider,
            String name,
            @Nullable String description,
            List<String> scopes,
            GivenCredential credential,
            ConnectionSettings settings,
            Caller caller)
            implements ConnectionCommand {
        @Override
        public String action() {
            return "service.connect";
        }
    }

    record Disconnect(@TargetAggregateIdentifier ConnectionId connection, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.disconnect";
        }
    }
}

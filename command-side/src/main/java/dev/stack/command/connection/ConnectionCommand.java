// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.decision.Command;
import dev.stack.events.ConnectionSettings;
import dev.stack.json.Members;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialChange;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a connection. */
sealed interface ConnectionCommand extends Command {

    ConnectionId connection();

    /**
     * Makes one.
     *
     * @param credential {@code null} = a person has to agree at the service first
     * @param authorization how that person is sent there; {@code null} when there is a credential
     */
    record ConnectService(
            @TargetAggregateIdentifier ConnectionId connection,
            String serviceId,
            String provider,
            String name,
            @Nullable String description,
            List<String> scopes,
            @Nullable GivenCredential credential,
            @Nullable Authorization authorization,
            ConnectionSettings settings,
            Caller caller)
            implements ConnectionCommand {
        @Override
        public String action() {
            return "service.connect";
        }
    }

    /** Sends a person to the service once more, for a connection there is. */
    record AskAgain(ConnectionId connection, Authorization authorization, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.connect";
        }
    }

    record Configure(ConnectionId connection, Members patch, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.configure";
        }
    }

    record ToggleProxy(ConnectionId connection, boolean enabled, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.configure";
        }
    }

    /**
     * Puts another credential in force.
     *
     * @param expected the version it follows; {@code null} = whichever there is
     * @param scopes {@code null} = as before
     */
    record ReplaceCredential(
            ConnectionId connection,
            @Nullable Integer expected,
            GivenCredential credential,
            CredentialChange change,
            @Nullable List<String> scopes,
            Caller caller)
            implements ConnectionCommand {
        @Override
        public String action() {
            return switch (change) {
                case AUTHORIZED -> "service.connect";
                case ROTATED -> "vault.rotate";
                case REFRESHED -> "vault.refresh";
            };
        }
    }

    /** The service took the credential of that version. */
    record Confirm(ConnectionId connection, int version, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.verify";
        }
    }

    /** The service refused the credential of that version. */
    record Fail(ConnectionId connection, int version, String reason, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.verify";
        }
    }

    record Disconnect(@TargetAggregateIdentifier ConnectionId connection, Caller caller) implements ConnectionCommand {
        @Override
        public String action() {
            return "service.disconnect";
        }
    }
}

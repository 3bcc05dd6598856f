// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.DomainEvent;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps the slugs of an operator's live custom services apart. */
@Component
final class ConnectionSlugs implements Lookup {

    static final String CUSTOM = "custom_";

    @Override
    public List<Guard> on(DomainEvent event) {
        return event instanceof ConnectionEvent change ? onConnection(change) : List.of();
    }

    private static List<Guard> onConnection(ConnectionEvent event) {
        return switch (event) {
            case ServiceConnected connected when connected.provider().startsWith(CUSTOM) -> List.of(take(connected));
            case ServiceConnected _ -> List.of();
            case ServiceDisconnected disconnected ->
                List.of(Guard.write(
                        "DELETE FROM command.connection_slug WHERE connection_id = ?",
                        disconnected.connection().value()));
            case ConnectionConfigured _,
                    ProxyToggled _,
                    ConnectionVerified _,
                    CredentialReplaced _,
                    ConnectionFailed _ -> List.of();
        };
    }

    private static Guard take(ServiceConnected connected) {
        return Guard.require(
                () -> new Refusal(
                        ErrorCode.CONFLICT,
                        "A connected service has the slug " + connected.provider()
                                + " already. Choose another name, or disconnect that service first."),
                "INSERT INTO command.connection_slug (operator_id, slug, connection_id) VALUES (?, ?, ?)",
                connected.operator().value(),
                connected.provider(),
                connected.connection().value());
    }
}

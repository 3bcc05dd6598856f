// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.connection;

import dev.stack.events.AgentEvent;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.CredentialEvent;
import dev.stack.events.DomainEvent;
import dev.stack.events.MissionEvent;
import dev.stack.events.OperatorEvent;
import dev.stack.events.PassportEvent;
import dev.stack.events.SystemEvent;
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import java.util.List;
import org.springframework.stereotype.Component;

/** Connections, never their secrets. */
@Component
final class ConnectionView implements View {

    static final String NAME = "query.connection";

    private static final String CONNECT = """
            insert into query.connection (connection_id, operator_id, service_id, provider, name, description, scopes,
                secret_version, connected_by, connected_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (connection_id) do nothing""";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("query.connection");
    }

    @Override
    public List<Change> changes(DomainEvent event) {
        return switch (event) {
            case ConnectionEvent connection -> List.of(of(connection));
            case OperatorEvent _, AgentEvent _, MissionEvent _, PassportEvent _, CredentialEvent _, SystemEvent _ ->
                List.of();
        };
    }

    private static Change of(ConnectionEvent event) {
        return switch (event) {
            case ServiceConnected connected -> connect(connected);
            case ServiceDisconnected gone ->
                Change.of(
                        "update query.connection set disconnected_at = ? where connection_id = ?",
                        gone.at(),
                        gone.connection().value());
        };
    }

    private static Change connect(ServiceConnected event) {
        return Change.of(
                CONNECT,
                event.connection().value(),
                event.operator().value(),
                event.serviceId(),
                event.provider(),
                event.name(),
                event.description(),
                event.scopes(),
                event.secretVersion(),
                event.connectedBy(),
                event.at());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.DomainEvent;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which live connections an operator has at a provider. */
@Component
class ProviderLookup implements Lookup {

    private static final int FOUND_MAX = 100;

    private final JdbcClient jdbc;

    ProviderLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Guard> on(DomainEvent event) {
        return switch (event) {
            case ServiceConnected connected ->
                List.of(Guard.write(
                        "INSERT INTO command.connection_of_provider (connection_id, operator_id, provider)"
                                + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        connected.connection().value(),
                        connected.operator().value(),
                        connected.provider()));
            case ServiceDisconnected gone ->
                List.of(Guard.write(
                        "DELETE FROM command.connection_of_provider WHERE connection_id = ?",
                        gone.connection().value()));
            default -> List.of(); // nothing else makes or ends a connection
        };
    }

    /** The first of them in the order of their ids. */
    List<ConnectionId> find(OperatorId operator, String provider) {
        return jdbc.sql("SELECT connection_id FROM command.connection_of_provider"
                        + " WHERE operator_id = ? AND provider = ? ORDER BY connection_id LIMIT ?")
                .params(operator.value(), provider, FOUND_MAX)
                .query((row, _) -> new ConnectionId(row.getString(1)))
                .list();
    }
}

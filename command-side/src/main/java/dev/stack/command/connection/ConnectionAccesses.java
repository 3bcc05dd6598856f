// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What calls must know of live connections: as true as the ledger, and one look-up by primary key away. */
@Component
public class ConnectionAccesses {

    private final JdbcClient jdbc;
    private final AccessReader reader;

    ConnectionAccesses(JdbcClient jdbc, ServiceCatalog catalog) {
        this.jdbc = jdbc;
        this.reader = new AccessReader(catalog);
    }

    /** The connection of that operator; empty when there is none or it is disconnected. */
    public Optional<ConnectionAccess> find(OperatorId operator, ConnectionId connection) {
        return jdbc.sql("SELECT * FROM command.connection WHERE connection_id = ? AND operator_id = ?")
                .params(connection.value(), operator.value())
                .query((row, _) -> reader.read(row))
                .optional();
    }

    /** Reads a row that has all columns of {@code command.connection}, the first of their names. */
    public ConnectionAccess read(ResultSet row) throws SQLException {
        return reader.read(row);
    }

    /** The operator's connections to that provider, by its slug, in the order of their ids. */
    public List<ConnectionAccess> ofProvider(OperatorId operator, String provider) {
        return jdbc.sql(
                        "SELECT * FROM command.connection WHERE operator_id = ? AND provider = ? ORDER BY connection_id")
                .params(operator.value(), provider)
                .query((row, _) -> reader.read(row))
                .list();
    }
}

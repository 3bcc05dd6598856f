// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.ConnectionState;
import dev.stack.events.StoredCredential;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.CredentialKind;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks connections up, always inside one operator. */
@Component
final class ConnectionRows {

    private final JdbcClient jdbc;

    ConnectionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that can be used, newest first. */
    List<ConnectionAnswer> list(OperatorId operator, Page page) {
        return jdbc.sql("""
                        select * from query.connection where operator_id = ? and disconnected_at is null
                        order by connected_at desc, connection_id desc limit ? offset ?""")
                .params(operator.value(), page.limit(), page.offset())
                .query((row, _) -> connection(new Columns(row)))
                .list();
    }

    private static ConnectionAnswer connection(Columns columns) throws SQLException {
        ConnectionSettings settings = ConnectionSettings.fromJson(columns.object("settings"));
        StoredCredential credential = credential(columns);
        var connected = new ServiceConnected(
                new OperatorId(columns.text("operator_id")),
                new ConnectionId(columns.text("connection_id")),
                columns.text("service_id"),
                columns.text("provider"),
                columns.text("name"),
                columns.textOrNull("description"),
                columns.texts("scopes"),
                columns.number("secret_version"),
                columns.text("connected_by"),
                columns.time("connected_at"),
                credential,
                settings);
        return ConnectionAnswer.of(new ConnectionState(
                connected,
                ConnectionStatus.fromWire("status", columns.text("status")),
                columns.textOrNull("status_reason"),
                columns.timeOrNull("verified_at"),
                columns.bool("proxy_enabled"),
                connected.secretVersion(),
                credential,
                connected.scopes(),
                settings));
    }

    private static @Nullable StoredCredential credential(Columns columns) throws SQLException {
        String kind = columns.textOrNull("credential_kind");
        return kind == null
                ? null
                : new StoredCredential(
                        CredentialKind.valueOf(kind),
                        columns.textOrNull("credential_form"),
                        columns.timeOrNull("credential_expires_at"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets one process at a time renew the tokens of a connection. A lease is a row with an end, by the database's clock: it
 * is never held as a lock over a call, and one whose holder died ends by itself.
 */
@Component
class RefreshLeases {

    /** Longer than any call to a token endpoint takes. */
    private static final Duration LIFE = Duration.ofSeconds(30);

    private static final String TAKE = """
            INSERT INTO command.oauth_refresh (connection_id, leased_until) VALUES (?, now() + ? * interval '1 second')
            ON CONFLICT (connection_id) DO UPDATE SET leased_until = excluded.leased_until
            WHERE (command.oauth_refresh.leased_until IS NULL OR command.oauth_refresh.leased_until < now())
                AND (command.oauth_refresh.retry_at IS NULL OR command.oauth_refresh.retry_at < now())""";

    /** Those that end soon, the first to end first; without those that failed a moment ago or are being renewed. */
    private static final String DUE = """
            SELECT c.connection_id, c.operator_id FROM command.connection c
            LEFT JOIN command.oauth_refresh r USING (connection_id)
            WHERE c.status = 'active' AND c.credential_kind = 'oauth' AND c.credential_expires_at < ?
                AND (r.leased_until IS NULL OR r.leased_until < now())
                AND (r.retry_at IS NULL OR r.retry_at < now())
            ORDER BY c.credential_expires_at LIMIT ?""";

    private final JdbcClient jdbc;

    RefreshLeases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this process may renew now. */
    boolean take(ConnectionId connection) {
        return jdbc.sql(TAKE).params(connection.value(), LIFE.toSeconds()).update() == 1;
    }

    /** Lets the next one in. */
    void release(ConnectionId connection) {
        jdbc.sql("UPDATE command.oauth_refresh SET leased_until = NULL, retry_at = NULL WHERE connection_id = ?")
                .param(connection.value())
                .update();
    }

    /** Whether a renewal failed a moment ago, so that nobody need try again at once. */
    boolean isPaused(ConnectionId connection) {
        return jdbc.sql("SELECT retry_at > now() FROM command.oauth_refresh"
                        + " WHERE connection_id = ? AND retry_at IS NOT NULL")
                .param(connection.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Lets the next one in after a pause. */
    void release(ConnectionId connection, Duration pause) {
        jdbc.sql("UPDATE command.oauth_refresh SET leased_until = NULL, retry_at = now() + ? * interval '1 second'"
                        + " WHERE connection_id = ?")
                .params(pause.toSeconds(), connection.value())
                .update();
    }

    List<Due> due(OffsetDateTime before, int atMost) {
        return jdbc.sql(DUE)
                .params(before, atMost)
                .query((row, _) -> new Due(
                        new OperatorId(row.getString("operator_id")), new ConnectionId(row.getString("connection_id"))))
                .list();
    }

    /** A connection whose tokens end soon. */
    record Due(OperatorId operator, ConnectionId connection) {}
}

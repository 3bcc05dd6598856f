// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One connection of its own, opened when needed and again after it was lost. Used by one thread. */
final class AppenderConnection implements AutoCloseable {

    private static final Duration NETWORK_GRACE = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final LedgerProperties properties;
    private @Nullable Connection connection;

    AppenderConnection(DataSource dataSource, LedgerProperties properties) {
        this.dataSource = dataSource;
        this.properties = properties;
    }

    /** The open connection, in manual commit. */
    Connection get() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = open();
            connection = open;
        }
        return open;
    }

    /** Throws the connection away; PostgreSQL rolls back what it had not committed. */
    void discard() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException ignored) {
                // It is lost anyway.
            }
        }
    }

    @Override
    public void close() {
        discard();
    }

    private Connection open() throws SQLException {
        Connection opened = dataSource.getConnection();
        try {
            opened.setNetworkTimeout(Runnable::run, (int)
                    properties.statementTimeout().plus(NETWORK_GRACE).toMillis());
            try (Statement statement = opened.createStatement()) {
                statement.execute(settings());
            }
            opened.setAutoCommit(false);
            return opened;
        } catch (SQLException failed) {
            opened.close();
            throw failed;
        }
    }

    /**
     * An acknowledged entry survives a crash whatever the server's default is; a stalled appender lets go of its locks. Its
     * few statements find rows by their keys, so a plan that fits any parameters is as good as one made for these: by its
     * estimates for arrays PostgreSQL would plan those anew each time, which cost a quarter of the append.
     */
    private String settings() {
        return "set application_name = 'stack-ledger';"
                + "select set_config('synchronous_commit', 'on', false)"
                + " where current_setting('synchronous_commit') in ('off', 'local');"
                + "set plan_cache_mode = force_generic_plan;"
                + "set statement_timeout = " + properties.statementTimeout().toMillis() + ";"
                + "set idle_in_transaction_session_timeout = "
                + properties.idleInTransactionTimeout().toMillis();
    }
}

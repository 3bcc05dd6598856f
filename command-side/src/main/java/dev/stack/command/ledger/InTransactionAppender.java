// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends in the command's own transaction and holds the chain's lock until that ends: one commit per command. The plain
 * way to do it, kept as the reference that the group commit is compared with.
 */
final class InTransactionAppender implements LedgerAppender {

    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final LedgerProperties properties;
    private final LedgerPosition position;
    private final GroundMarks marks;
    private final ClockSkew clockSkew;

    InTransactionAppender(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            LedgerProperties properties,
            LedgerPosition position,
            GroundMarks marks,
            ClockSkew clockSkew) {
        this.dataSource = dataSource;
        this.transaction = new TransactionTemplate(transactions);
        this.properties = properties;
        this.position = position;
        this.marks = marks;
        this.clockSkew = clockSkew;
    }

    @Override
    public void append(AppendItem item) {
        clockSkew.refuseWhenOff();
        transaction.executeWithoutResult(_ -> {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                write(connection, item);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        });
    }

    private void write(Connection connection, AppendItem item) {
        try {
            settings(connection);
            Set<String> chains = LedgerWriter.chainsOf(List.of(item));
            ChainHeads heads = ChainHeads.lock(connection, chains);
            if (!heads.haveAll(chains)) {
                ChainHeads.create(connection, chains);
                heads = ChainHeads.lock(connection, chains);
            }
            heads.tell(marks);
            announceAfterCommit(item, heads, LedgerWriter.write(connection, List.of(item), heads));
        } catch (GuardFailure refused) {
            throw refused.answer();
        } catch (SQLException failed) {
            throw BatchAppend.meaning(failed);
        }
    }

    private void settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('synchronous_commit', 'on', true)"
                    + " where current_setting('synchronous_commit') in ('off', 'local');"
                    + "set local statement_timeout = "
                    + properties.statementTimeout().toMillis() + ";"
                    + "set local idle_in_transaction_session_timeout = "
                    + properties.idleInTransactionTimeout().toMillis());
        }
    }

    private void announceAfterCommit(AppendItem item, ChainHeads heads, Written written) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                heads.tell(marks);
                position.heard(written.globalIndex());
                clockSkew.incidents().heldTime(List.of(item), written);
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stack.command.ledger.Urgency;
import java.sql.Connection;
import java.sql.SQLException;

/** The pool everybody uses; who works on something urgent gets connections that are kept for that. */
final class PooledConnections extends HikariDataSource {

    private final HikariDataSource urgent;

    PooledConnections(HikariConfig settings, HikariDataSource urgent) {
        super(settings);
        this.urgent = urgent;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return Urgency.isUrgent() ? urgent.getConnection() : super.getConnection();
    }
}

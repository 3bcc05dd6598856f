// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stack.command.database.DatabaseProvisioning;
import dev.stack.command.database.Migrations;
import dev.stack.command.database.Roles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of the benchmark's own, migrated like a deployment's, that waits for the disk at every commit as a
 * deployment's does. Everything goes when it is closed.
 */
final class BenchDatabase implements AutoCloseable {

    static final String PASSWORD = "a-password-for-benchmarks-only";

    private static final String NAME = "stack_bench";
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres server;

    private BenchDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static BenchDatabase start() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                // The library switches both off, which is right for tests and wrong here.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_connections", "200")
                .start();
        var database = new BenchDatabase(server);
        new DatabaseProvisioning(server.getPostgresDatabase()).provision(NAME, PASSWORD, PASSWORD);
        new Migrations(database.unpooled(Roles.OWNER)).run();
        return database;
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + NAME;
    }

    /** A pool as the server has it, as the role the server has. */
    HikariDataSource pool(int connections) {
        return pool(connections, Roles.APP);
    }

    /** A pool that may make and write the anchors' tables. */
    HikariDataSource anchorPool(int connections) {
        return pool(connections, SUPERUSER);
    }

    /** A connection that may make and write the anchors' tables. */
    Connection connection() throws SQLException {
        return unpooled(SUPERUSER).getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private HikariDataSource pool(int connections, String user) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(url());
        settings.setUsername(user);
        settings.setPassword(PASSWORD);
        settings.setMaximumPoolSize(connections);
        return new HikariDataSource(settings);
    }

    private DataSource unpooled(String user) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(url());
        connections.setUser(user);
        connections.setPassword(PASSWORD);
        return connections;
    }
}

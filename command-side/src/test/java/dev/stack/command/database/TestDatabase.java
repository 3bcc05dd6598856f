// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real PostgreSQL database with the roles and schemas of a deployment: one server per JVM, one database per call,
 * cloned from a migrated template. Everything goes when the JVM ends.
 */
public final class TestDatabase {

    public static final String PASSWORD = "a-password-for-tests-only";

    private static final String TEMPLATE = "stack_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int port;
    private final String name;

    private TestDatabase(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** A new, empty, migrated database. */
    public static TestDatabase create() {
        String name = "stack_test_" + COUNT.incrementAndGet();
        int port = Server.INSTANCE.getPort();
        DataSource superuser = connections(port, "postgres", "postgres");
        synchronized (COUNT) {
            JdbcClient.create(superuser)
                    .sql("create database " + name + " template " + TEMPLATE + " owner " + Roles.OWNER)
                    .update();
            new DatabaseProvisioning(superuser).provision(name, PASSWORD, PASSWORD);
        }
        return new TestDatabase(port, name);
    }

    /** Makes a database on a server of the test's own, such as one that is to be killed. */
    public static TestDatabase on(int port) {
        new DatabaseProvisioning(connections(port, "postgres", "postgres")).provision("stack", PASSWORD, PASSWORD);
        TestDatabase database = new TestDatabase(port, "stack");
        new Migrations(database.owner()).run();
        return database;
    }

    /** Connections as the server makes them. */
    public DataSource app() {
        return connections(port, name, Roles.APP);
    }

    /** Connections as who owns the tables. */
    public DataSource owner() {
        return connections(port, name, Roles.OWNER);
    }

    /** Connections of someone with all power over the database. */
    public DataSource superuser() {
        return connections(port, name, "postgres");
    }

    public JdbcClient sql() {
        return JdbcClient.create(superuser());
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    private static PGSimpleDataSource connections(int port, String database, String user) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + port + "/" + database);
        dataSource.setUser(user);
        dataSource.setPassword(PASSWORD);
        dataSource.setConnectTimeout(1);
        return dataSource;
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                DataSource superuser = connections(server.getPort(), "postgres", "postgres");
                new DatabaseProvisioning(superuser).provision(TEMPLATE, PASSWORD, PASSWORD);
                new Migrations(connections(server.getPort(), TEMPLATE, Roles.OWNER)).run();
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}

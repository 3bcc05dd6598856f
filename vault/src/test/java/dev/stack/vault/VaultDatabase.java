// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL server for the whole run, one migrated database for each class. */
public final class VaultDatabase {

    private static final EmbeddedPostgres SERVER = start();

    private VaultDatabase() {}

    /** A new database with the vault's tables. */
    public static DataSource create(Class<?> test) {
        String name = "vault_" + test.getSimpleName().toLowerCase(Locale.ROOT);
        JdbcClient.create(SERVER.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        DataSource database = SERVER.getDatabase("postgres", name);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/vault")
                .defaultSchema("vault")
                .load()
                .migrate();
        return database;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException alreadyGone) {
            System.err.println("test database: " + alreadyGone.getMessage());
        }
    }
}

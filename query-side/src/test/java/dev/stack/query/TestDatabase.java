// SPDX-License-Identifier: Apache-2.0
package dev.stack.query;

import dev.stack.events.DomainEvent;
import dev.stack.query.view.View;
import dev.stack.query.view.ViewTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A fresh database with the views and a ledger, on one real server for all tests. */
public final class TestDatabase {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DataSource database;

    public TestDatabase() {
        String name = "query_" + COUNT.incrementAndGet();
        new JdbcTemplate(SERVER.getPostgresDatabase()).execute("create database " + name);
        this.database = SERVER.getDatabase("postgres", name);
        new JdbcTemplate(database).execute("create schema ledger; create schema query");
        migrate("../command-side/src/main/resources/db/ledger");
        migrate("src/main/resources/db/query");
    }

    public DataSource source() {
        return database;
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(database);
    }

    public JdbcClient client() {
        return JdbcClient.create(database);
    }

    public JdbcTransactionManager transactions() {
        return new JdbcTransactionManager(database);
    }

    public ViewTables tables() {
        return new ViewTables(jdbc());
    }

    /** Folds events into a view. */
    public void fold(View view, List<? extends DomainEvent> events) {
        events.forEach(event -> tables().apply(view.changes(event)));
    }

    public void fold(View view, DomainEvent... events) {
        fold(view, List.of(events));
    }

    /** All rows of a view, in an order that depends on nothing but their content. */
    public List<String> rows(View view) {
        return view.tables().stream()
                .flatMap(table -> jdbc()
                        .queryForList(
                                "select '" + table + ' ' + "' || to_jsonb(t)::text from " + table + " t order by 1",
                                String.class)
                        .stream())
                .toList();
    }

    /** Runs the migrations as they stand, so that a view is tested on the ledger there really is. */
    private void migrate(String folder) {
        try (Stream<Path> migrations = Files.list(Path.of(folder))) {
            for (Path migration : migrations
                    .sorted(Comparator.comparing(TestDatabase::version))
                    .toList()) {
                jdbc().execute(Files.readString(migration));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf('_')));
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            new JdbcTemplate(server.getPostgresDatabase()).execute("create role stack_app");
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

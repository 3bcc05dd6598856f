// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.vocabulary.OperatorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The anchor of the design: a plain INSERT loop. Each appender has its own connection and one prepared statement, and
 * inserts one row per transaction (auto-commit) into a table with the columns, constraints and indexes of
 * {@code ledger.entry}. Nothing is serialized, hashed or locked: the values are a real entry's, but for the ids and
 * places that must differ.
 */
final class PlainInserts implements AutoCloseable {

    private static final String TABLE = "bench.plain_entry";

    private final Map<String, Object> template;
    private final Map<String, AtomicLong> places = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Appender> appenders = new ArrayList<>();

    /** @param entryOf whose entry is the template; there must be one */
    PlainInserts(BenchDatabase database, OperatorId entryOf, List<OperatorId> chains, int appenders)
            throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists bench");
            statement.execute("create sequence bench.plain_index");
            statement.execute("create table " + TABLE + " (like ledger.entry including all)");
            statement.execute(
                    "alter table " + TABLE + " alter column global_index set default nextval('bench.plain_index')");
            this.template = template(connection, entryOf);
        }
        chains.forEach(chain -> places.put(chain.value(), new AtomicLong()));
        for (int i = 0; i < appenders; i++) {
            Connection connection = database.connection();
            connections.add(connection);
            this.appenders.add(new Appender(connection.prepareStatement(insert())));
        }
    }

    /** The next row of appender number {@code appender} in this chain. */
    void insert(int appender, OperatorId chain) throws SQLException {
        appenders.get(appender).insert(chain.value());
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static Map<String, Object> template(Connection connection, OperatorId chain) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select * from ledger.entry where chain_id = ? limit 1")) {
            statement.setString(1, chain.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.put(row.getMetaData().getColumnName(i), row.getObject(i));
                }
            }
        }
        values.remove("global_index");
        return values;
    }

    private String insert() {
        return "insert into " + TABLE + " (" + String.join(", ", template.keySet()) + ") values ("
                + String.join(", ", Collections.nCopies(template.size(), "?")) + ")";
    }

    private final class Appender {

        private final PreparedStatement statement;

        Appender(PreparedStatement statement) {
            this.statement = statement;
        }

        void insert(String chain) throws SQLException {
            long place = places.getOrDefault(chain, new AtomicLong()).incrementAndGet();
            String id = UUID.randomUUID().toString();
            int parameter = 1;
            for (Map.Entry<String, Object> column : template.entrySet()) {
                statement.setObject(
                        parameter++,
                        switch (column.getKey()) {
                            case "entry_id", "aggregate_identifier" -> id;
                            case "chain_id" -> chain;
                            case "chain_seq" -> place;
                            default -> column.getValue();
                        });
            }
            statement.executeUpdate();
        }
    }
}

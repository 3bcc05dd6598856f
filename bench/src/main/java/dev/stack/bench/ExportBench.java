// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.vocabulary.OperatorId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.postgresql.PGConnection;

/** Rows a second of the audit export over HTTP, against reading the same rows from the database and doing nothing. */
public final class ExportBench implements Bench {

    private static final int BATCH = 100;
    private static final int FETCH = 1_000;
    private static final String ROWS = "select * from ledger.entry where chain_id = ";
    private static final String IN_ORDER = " order by chain_seq";

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String describes() {
        return "the audit export as NDJSON over HTTP, against a bare SELECT and COPY of the same rows";
    }

    @Override
    public List<Ratio> run(Effort effort) throws Exception {
        try (BenchDatabase database = BenchDatabase.start();
                BenchServer server = BenchServer.start(database);
                Connection connection = database.connection()) {
            fill(server, effort.rows());
            connection.setAutoCommit(false);
            String path = "/v1/audit/export?format=ndjson&limit=" + effort.rows();
            Rounds rounds = new Rounds()
                    .add("select", () -> rate(effort, () -> select(connection, server.operator(), effort.rows())))
                    .add("copy", () -> rate(effort, () -> copy(connection, server.operator(), effort.rows())))
                    .add("export", () -> rate(effort, () -> lines(server, path)))
                    .run(effort);
            return List.of(
                    Ratio.of("NDJSON over HTTP", rounds.ratio("export", "select"), "SELECT through JDBC"),
                    Ratio.of("NDJSON over HTTP", rounds.ratio("export", "copy"), "COPY (SELECT …) TO STDOUT"));
        }
    }

    /** Reads until the slice is over; rows per second. */
    private static double rate(Effort effort, Reading reading) throws Exception {
        return effort.rows()
                * Load.rate(effort.slice(), List.of(() -> {
                    long rows = reading.read();
                    if (rows != effort.rows()) {
                        throw new IllegalStateException(rows + " rows were read, not " + effort.rows());
                    }
                }));
    }

    private interface Reading {
        long read() throws Exception;
    }

    private static void fill(BenchServer server, int rows) {
        EventStorageEngine ledger = server.bean(EventStorageEngine.class);
        for (int done = 0; done < rows; done += BATCH) {
            ledger.appendEvents(Stream.generate(() -> BenchEvents.next(server.operator()))
                    .limit(Math.min(BATCH, rows - done))
                    .toList());
        }
    }

    private static long select(Connection connection, OperatorId chain, int rows) throws SQLException {
        long read = 0;
        try (PreparedStatement statement = connection.prepareStatement(ROWS + "?" + IN_ORDER + " limit " + rows)) {
            statement.setFetchSize(FETCH);
            statement.setString(1, chain.value());
            try (ResultSet row = statement.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    for (int i = 1; i <= columns; i++) {
                        Object unused = row.getObject(i);
                    }
                    read++;
                }
            }
        }
        return read;
    }

    private static long copy(Connection connection, OperatorId chain, int rows) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (" + ROWS + "'" + chain.value() + "'" + IN_ORDER + " limit " + rows + ") to stdout",
                        OutputStream.nullOutputStream());
    }

    private static long lines(BenchServer server, String path) throws IOException, InterruptedException {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream body = server.stream(path)) {
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        return lines;
    }
}

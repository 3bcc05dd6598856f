// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.ledger.EntryFacts;
import dev.stack.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The one statement that inserts all entries of a batch: an array per column. */
final class EntryInsert {

    private record Column(String name, String type, Function<LedgerEntry, @Nullable Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            text("entry_id", EntryFacts::entryId),
            text("chain_id", EntryFacts::chainId),
            number("chain_seq", EntryFacts::chainSeq),
            number("timestamp", EntryFacts::timestamp),
            text("event", EntryFacts::event),
            number("revision", EntryFacts::revision),
            text("aggregate_type", EntryFacts::aggregateType),
            text("aggregate_identifier", EntryFacts::aggregateId),
            number("sequence_number", EntryFacts::aggregateSequence),
            text("agent_id", EntryFacts::agentId),
            text("passport_jti", EntryFacts::passportJti),
            text("mission_id", EntryFacts::missionId),
            text("layer", EntryFacts::layer),
            text("action", EntryFacts::action),
            text("outcome", EntryFacts::outcome),
            text("error_code", EntryFacts::errorCode),
            text("error_message", EntryFacts::errorMessage),
            text("trace_id", EntryFacts::traceId),
            text("span_id", EntryFacts::spanId),
            text("parent_span_id", EntryFacts::parentSpanId),
            text("actor", EntryFacts::actor),
            number("duration_ms", EntryFacts::durationMs),
            bytes("payload_digest", entry -> entry.facts().payloadDigest().bytes()),
            bytes("metadata_digest", entry -> entry.facts().metadataDigest().bytes()),
            bytes("prev_hash", entry -> entry.previous().bytes()),
            bytes("entry_hash", entry -> entry.hash().bytes()));

    private static final String SQL = "insert into ledger.entry (global_index, payload, metadata, "
            + COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "))
            + ") select * from unnest(?::int8[], ?::bytea[], ?::bytea[], "
            + COLUMNS.stream().map(column -> "?::" + column.type() + "[]").collect(Collectors.joining(", "))
            + ")";

    private EntryInsert() {}

    /** Inserts {@code entries}, made from {@code drafts} one by one, at {@code firstIndex} and after. */
    static void insert(Connection connection, long firstIndex, List<LedgerEntry> entries, List<Draft> drafts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            Object[] indexes = IntStream.range(0, entries.size())
                    .mapToObj(i -> firstIndex + i)
                    .toArray();
            statement.setArray(1, connection.createArrayOf("int8", indexes));
            statement.setArray(2, connection.createArrayOf("bytea", bodies(drafts, Draft::payload)));
            statement.setArray(3, connection.createArrayOf("bytea", bodies(drafts, Draft::metadata)));
            int parameter = 4;
            for (Column column : COLUMNS) {
                statement.setArray(parameter++, connection.createArrayOf(column.type(), values(entries, column)));
            }
            statement.executeUpdate();
        }
    }

    private static byte[][] bodies(List<Draft> drafts, Function<Draft, byte[]> body) {
        return drafts.stream().map(body).toArray(byte[][]::new);
    }

    private static @Nullable Object[] values(List<LedgerEntry> entries, Column column) {
        return column.type().equals("bytea")
                ? entries.stream().map(column.value()).toArray(byte[][]::new)
                : entries.stream().map(column.value()).toArray();
    }

    private static Column text(String name, Function<EntryFacts, @Nullable String> value) {
        return new Column(name, "text", entry -> value.apply(entry.facts()));
    }

    private static Column number(String name, Function<EntryFacts, @Nullable Long> value) {
        return new Column(name, "int8", entry -> value.apply(entry.facts()));
    }

    private static Column bytes(String name, Function<LedgerEntry, byte[]> value) {
        return new Column(name, "bytea", value::apply);
    }
}

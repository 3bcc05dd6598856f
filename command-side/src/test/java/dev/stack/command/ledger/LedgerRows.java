// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.command.database.TestDatabase;
import dev.stack.ledger.EntryFacts;
import dev.stack.ledger.Hash;
import dev.stack.ledger.LedgerBreak;
import dev.stack.ledger.LedgerEntry;
import dev.stack.ledger.LedgerVerifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What an auditor with access to the database sees. */
final class LedgerRows {

    @SuppressWarnings("ArrayRecordComponent")
    record Row(LedgerEntry entry, byte[] payload, byte[] metadata) {}

    /** The hash of every entry, by SQL alone: a second implementation of ADR 0002. */
    private static final String WRONG_HASHES = """
            create or replace function pg_temp.t(v text) returns bytea immutable language sql as $$
                select case when v is null then '\\xffffffff'::bytea
                            else int4send(octet_length(convert_to(v, 'UTF8'))) || convert_to(v, 'UTF8') end $$;
            create or replace function pg_temp.n(v bigint) returns bytea immutable language sql as $$
                select case when v is null then '\\xffffffff'::bytea else int4send(8) || int8send(v) end $$;
            """;

    private static final String COUNT_WRONG_HASHES = """
            select count(*) from ledger.entry where entry_hash <> sha256('\\x10'::bytea || prev_hash
                || pg_temp.t(entry_id) || pg_temp.t(chain_id) || pg_temp.n(chain_seq) || pg_temp.n(timestamp)
                || pg_temp.t(event) || pg_temp.n(revision) || pg_temp.t(aggregate_type)
                || pg_temp.t(aggregate_identifier) || pg_temp.n(sequence_number) || pg_temp.t(agent_id)
                || pg_temp.t(passport_jti) || pg_temp.t(mission_id) || pg_temp.t(layer) || pg_temp.t(action)
                || pg_temp.t(outcome) || pg_temp.t(error_code) || pg_temp.t(error_message) || pg_temp.t(trace_id)
                || pg_temp.t(span_id) || pg_temp.t(parent_span_id) || pg_temp.t(actor) || pg_temp.n(duration_ms)
                || sha256('\\x11'::bytea || payload) || sha256('\\x12'::bytea || metadata))
            """;

    private static final String BROKEN_LINKS = """
            select count(*) from (
                select chain_seq, prev_hash,
                       lag(entry_hash, 1, decode(repeat('00', 32), 'hex')) over chain as expected_hash,
                       row_number() over chain as expected_seq
                from ledger.entry window chain as (partition by chain_id order by chain_seq)) as linked
            where chain_seq <> expected_seq or prev_hash <> expected_hash
            """;

    private final TestDatabase database;

    LedgerRows(TestDatabase database) {
        this.database = database;
    }

    List<Row> of(String chainId) {
        return database.sql()
                .sql("select * from ledger.entry where chain_id = ? order by chain_seq")
                .param(chainId)
                .query((row, _) -> row(row))
                .list();
    }

    Optional<LedgerBreak> verify(String chainId) {
        LedgerVerifier verifier = LedgerVerifier.fromStart(chainId);
        of(chainId).forEach(row -> verifier.accept(row.entry(), row.payload(), row.metadata()));
        return verifier.firstBreak();
    }

    long count() {
        return number("select count(*) from ledger.entry");
    }

    /** How many entries do not hold, of all chains, by SQL alone: wrong hashes, broken links, gaps in either order. */
    long faults() throws SQLException {
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(WRONG_HASHES);
            long faults = 0;
            for (String query : List.of(
                    COUNT_WRONG_HASHES,
                    BROKEN_LINKS,
                    "select coalesce(max(global_index), 0) - count(*) from ledger.entry",
                    "select count(*) from ledger.chain_head h where seq <>"
                            + " (select count(*) from ledger.entry e where e.chain_id = h.chain_id)")) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    faults += row.getLong(1);
                }
            }
            return faults;
        }
    }

    /** Changes what nobody may change, as someone with all power over the database would. */
    void tamper(String sql) {
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter table ledger.entry disable trigger all;" + sql
                    + ";alter table ledger.entry enable always trigger entry_is_never_changed;"
                    + "alter table ledger.entry enable always trigger entry_is_never_truncated");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private long number(String sql) {
        return database.sql().sql(sql).query(Long.class).single();
    }

    private static Row row(ResultSet row) throws SQLException {
        long duration = row.getLong("duration_ms");
        boolean noDuration = row.wasNull();
        EntryFacts facts = new EntryFacts(
                row.getString("entry_id"),
                row.getString("chain_id"),
                row.getLong("chain_seq"),
                row.getLong("timestamp"),
                row.getString("event"),
                row.getLong("revision"),
                row.getString("aggregate_type"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("agent_id"),
                row.getString("passport_jti"),
                row.getString("mission_id"),
                row.getString("layer"),
                row.getString("action"),
                row.getString("outcome"),
                row.getString("error_code"),
                row.getString("error_message"),
                row.getString("trace_id"),
                row.getString("span_id"),
                row.getString("parent_span_id"),
                row.getString("actor"),
                noDuration ? null : duration,
                Hash.of(row.getBytes("payload_digest")),
                Hash.of(row.getBytes("metadata_digest")));
        LedgerEntry entry =
                new LedgerEntry(facts, Hash.of(row.getBytes("prev_hash")), Hash.of(row.getBytes("entry_hash")));
        return new Row(entry, row.getBytes("payload"), row.getBytes("metadata"));
    }
}

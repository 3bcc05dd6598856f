// SPDX-License-Identifier: Apache-2.0
package dev.stack.query;

import dev.stack.ledger.ChainHash;
import dev.stack.ledger.EntryFacts;
import dev.stack.ledger.Hash;
import dev.stack.ledger.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Appends to the ledger of a test database, honestly hashed, one entry a second from noon on. */
public final class TestLedger {

    private static final String INSERT = """
            insert into ledger.entry (global_index, entry_id, chain_id, chain_seq, timestamp, event, revision,
                aggregate_type, aggregate_identifier, sequence_number, agent_id, passport_jti, mission_id, layer,
                action, outcome, error_code, error_message, trace_id, actor, payload, metadata, payload_digest,
                metadata_digest, prev_hash, entry_hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;

    public TestLedger(TestDatabase database) {
        this.jdbc = database.jdbc();
    }

    /** What may differ from entry to entry. */
    public record Told(
            String chain,
            String action,
            @Nullable String passport,
            @Nullable String error) {}

    public static final Told PLAIN = new Told("op_one", "passport.issue", "pp_one", null);

    public void append(int count) {
        for (int i = 0; i < count; i++) {
            append(PLAIN);
        }
    }

    public void append(UnaryOperator<Told> change) {
        append(change.apply(PLAIN));
    }

    public void append(Told told) {
        byte[] payload = "{\"reason\":\"off script\"}".getBytes(StandardCharsets.UTF_8);
        byte[] metadata = "{\"actor\":\"op_one\"}".getBytes(StandardCharsets.UTF_8);
        long index = 1 + count("select count(*) from ledger.entry");
        long seq = 1 + count("select count(*) from ledger.entry where chain_id = ?", told.chain());
        Hash previous = jdbc
                .queryForList("select hash from ledger.chain_head where chain_id = ?", byte[].class, told.chain())
                .stream()
                .findFirst()
                .map(Hash::of)
                .orElse(Hash.ZERO);
        var facts = new EntryFacts(
                "aud_" + told.chain() + "_" + seq,
                told.chain(),
                seq,
                History.at(seq).toEpochMilli(),
                "passport.revoked",
                1,
                "Passport",
                "agg_" + index,
                0,
                "agt_one",
                told.passport(),
                "ms_one",
                "vault",
                told.action(),
                "success",
                null,
                told.error(),
                "req_one",
                null,
                null,
                "op_one",
                null,
                ChainHash.payload(payload),
                ChainHash.metadata(metadata));
        insert(index, LedgerEntry.seal(facts, previous), payload, metadata);
    }

    /** Changes what is stored, as only the owner of the database can. */
    public void tamper(String sql) {
        jdbc.execute("alter table ledger.entry disable trigger all");
        jdbc.execute(sql);
        jdbc.execute("alter table ledger.entry enable trigger all");
    }

    private long count(String sql, Object... arguments) {
        return jdbc.queryForList(sql, Long.class, arguments).getFirst();
    }

    private void insert(long index, LedgerEntry entry, byte[] payload, byte[] metadata) {
        EntryFacts facts = entry.facts();
        jdbc.update(
                INSERT,
                index,
                facts.entryId(),
                facts.chainId(),
                facts.chainSeq(),
                facts.timestamp(),
                facts.event(),
                facts.revision(),
                facts.aggregateType(),
                facts.aggregateId(),
                facts.aggregateSequence(),
                facts.agentId(),
                facts.passportJti(),
                facts.missionId(),
                facts.layer(),
                facts.action(),
                facts.outcome(),
                facts.errorCode(),
                facts.errorMessage(),
                facts.traceId(),
                facts.actor(),
                payload,
                metadata,
                facts.payloadDigest().bytes(),
                facts.metadataDigest().bytes(),
                entry.previous().bytes(),
                entry.hash().bytes());
        jdbc.update(
                "insert into ledger.chain_head (chain_id, seq, hash) values (?, ?, ?) on conflict (chain_id)"
                        + " do update set seq = excluded.seq, hash = excluded.hash",
                facts.chainId(),
                facts.chainSeq(),
                entry.hash().bytes());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.ledger;

import dev.stack.ledger.EntryFacts;
import dev.stack.ledger.Hash;
import dev.stack.ledger.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of the ledger: the entry and the bodies its digests are of. */
public record StoredEntry(LedgerEntry entry, byte[] payload, byte[] metadata) {

    /** Reads a row of {@code ledger.entry} with all its columns. */
    public static StoredEntry of(ResultSet row) throws SQLException {
        var facts = new EntryFacts(
                row.getString("entry_id"),
                row.getString("chain_id"),
                row.getLong("chain_seq"),
                row.getLong("timestamp"),
                row.getString("event"),
                row.getInt("revision"),
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
                row.getObject("duration_ms", Long.class),
                Hash.of(row.getBytes("payload_digest")),
                Hash.of(row.getBytes("metadata_digest")));
        var entry = new LedgerEntry(facts, Hash.of(row.getBytes("prev_hash")), Hash.of(row.getBytes("entry_hash")));
        return new StoredEntry(entry, row.getBytes("payload"), row.getBytes("metadata"));
    }

    public String id() {
        return entry.facts().entryId();
    }

    public long chainSeq() {
        return entry.facts().chainSeq();
    }

    public long timestamp() {
        return entry.facts().timestamp();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.ledger;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.ledger.EntryFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the audit log shows it (contract 8.1): every input of its hash is a member, so that whoever holds an export
 * can compute every hash again.
 */
public final class AuditRow {

    /** The members, in the order in which they are always written. */
    public static final List<String> MEMBERS = List.of(
            "entry_id",
            "timestamp",
            "trace_id",
            "span_id",
            "parent_span_id",
            "operator_id",
            "agent_id",
            "passport_jti",
            "mission_id",
            "layer",
            "action",
            "outcome",
            "duration_ms",
            "payload_hash",
            "metadata_hash",
            "chain_seq",
            "event",
            "revision",
            "aggregate_type",
            "aggregate_id",
            "aggregate_sequence",
            "error_code",
            "error_message",
            "prev_entry_hash",
            "entry_hash",
            "metadata",
            "actor");

    private AuditRow() {}

    public static JsonObject of(StoredEntry stored) {
        EntryFacts facts = stored.entry().facts();
        Map<String, JsonValue> row = new LinkedHashMap<>();
        MEMBERS.forEach(member -> row.put(member, JsonValue.NULL));
        row.put("entry_id", text(facts.entryId()));
        row.put("timestamp", JsonNumber.of(facts.timestamp()));
        row.put("trace_id", text(facts.traceId()));
        row.put("span_id", text(facts.spanId()));
        row.put("parent_span_id", text(facts.parentSpanId()));
        row.put("operator_id", text(facts.chainId()));
        row.put("agent_id", text(facts.agentId()));
        row.put("passport_jti", text(facts.passportJti()));
        row.put("mission_id", text(facts.missionId()));
        row.put("layer", text(facts.layer()));
        row.put("action", text(facts.action()));
        row.put("outcome", text(facts.outcome()));
        row.put("duration_ms", number(facts.durationMs()));
        row.put("payload_hash", text(facts.payloadDigest().hex()));
        row.put("metadata_hash", text(facts.metadataDigest().hex()));
        row.put("chain_seq", number(facts.chainSeq()));
        row.put("event", text(facts.event()));
        row.put("revision", number(facts.revision()));
        row.put("aggregate_type", text(facts.aggregateType()));
        row.put("aggregate_id", text(facts.aggregateId()));
        row.put("aggregate_sequence", number(facts.aggregateSequence()));
        row.put("error_code", text(facts.errorCode()));
        row.put("error_message", text(facts.errorMessage()));
        row.put("prev_entry_hash", text(stored.entry().previous().hex()));
        row.put("entry_hash", text(stored.entry().hash().hex()));
        row.put("metadata", Details.of(stored));
        row.put("actor", text(facts.actor()));
        return new JsonObject(row);
    }

    private static JsonValue text(@Nullable String text) {
        return text == null ? JsonValue.NULL : new JsonString(text);
    }

    private static JsonValue number(@Nullable Long number) {
        return number == null ? JsonValue.NULL : JsonNumber.of(number);
    }
}

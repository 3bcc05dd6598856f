// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Fields;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.ledger.EntryFacts;
import dev.stack.ledger.Hash;
import dev.stack.ledger.LedgerBreak;
import dev.stack.ledger.LedgerEntry;
import dev.stack.ledger.LedgerVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of an NDJSON export, checked one after the other. An export that begins later than a chain is checked from there. */
final class ExportedLog {

    private static final StrictJson JSON = new StrictJson(StrictJson.Limits.BODY);

    private final Optional<String> head;
    private @Nullable LedgerVerifier verifier;
    private boolean headSeen;

    /** @param head hash that some entry must have */
    ExportedLog(Optional<String> head) {
        this.head = head;
        this.headSeen = head.isEmpty();
    }

    /** What was given is no export. */
    static final class NoExport extends Exception {

        private static final long serialVersionUID = 1L;

        NoExport(String message) {
            super(message);
        }
    }

    void read(Path file) throws IOException, NoExport {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                accept(entry(line, file + ", line " + number));
            }
        }
    }

    Optional<LedgerBreak> firstBreak() {
        return verifier == null ? Optional.empty() : verifier.firstBreak();
    }

    long checked() {
        return verifier == null ? 0 : verifier.checked();
    }

    boolean headSeen() {
        return headSeen;
    }

    private void accept(LedgerEntry entry) {
        if (verifier == null) {
            EntryFacts first = entry.facts();
            verifier = first.chainSeq() == 1
                    ? LedgerVerifier.fromStart(first.chainId())
                    : LedgerVerifier.after(first.chainId(), first.chainSeq() - 1, entry.previous());
        }
        verifier.accept(entry);
        headSeen |= head.filter(entry.hash().hex()::equals).isPresent();
    }

    private static LedgerEntry entry(String line, String where) throws NoExport {
        try {
            JsonValue row = JSON.parse(line);
            return new LedgerEntry(facts(row), hash(row, "prev_entry_hash"), hash(row, "entry_hash"));
        } catch (JsonRefused | IllegalArgumentException noRow) {
            throw new NoExport(where + " is no row of an NDJSON export: " + noRow.getMessage());
        }
    }

    private static EntryFacts facts(JsonValue row) {
        return new EntryFacts(
                text(row, "entry_id"),
                text(row, "operator_id"),
                number(row, "chain_seq"),
                number(row, "timestamp"),
                text(row, "event"),
                number(row, "revision"),
                optional(row, "aggregate_type"),
                text(row, "aggregate_id"),
                number(row, "aggregate_sequence"),
                optional(row, "agent_id"),
                optional(row, "passport_jti"),
                optional(row, "mission_id"),
                text(row, "layer"),
                text(row, "action"),
                text(row, "outcome"),
                optional(row, "error_code"),
                optional(row, "error_message"),
                optional(row, "trace_id"),
                optional(row, "span_id"),
                optional(row, "parent_span_id"),
                optional(row, "actor"),
                duration(row),
                hash(row, "payload_hash"),
                hash(row, "metadata_hash"));
    }

    private static @Nullable Long duration(JsonValue row) {
        return Fields.at(row, "duration_ms").isEmpty() ? null : number(row, "duration_ms");
    }

    private static @Nullable String optional(JsonValue row, String name) {
        return Fields.text(row, name).orElse(null);
    }

    private static String text(JsonValue row, String name) {
        return Fields.text(row, name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    private static long number(JsonValue row, String name) {
        return Optional.of(Fields.at(row, name).orElse(JsonValue.NULL))
                .filter(JsonNumber.class::isInstance)
                .flatMap(value -> ((JsonNumber) value).asLong())
                .orElseThrow(() -> new IllegalArgumentException("it has no number " + name));
    }

    private static Hash hash(JsonValue row, String name) {
        return Hash.fromHex(text(row, name));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The known answers of {@code vectors/ledger.json}, by this implementation and by a second one in Python. */
class LedgerVectorTest {

    private final JsonObject vectors = read();

    @Test
    void bodies_have_the_digests_of_the_vectors() {
        for (JsonObject body : objects(vectors, "bodies")) {
            byte[] stored = text(body, "stored").getBytes(StandardCharsets.UTF_8);
            assertThat(ChainHash.payload(stored).hex()).isEqualTo(text(body, "payload_digest"));
            assertThat(ChainHash.metadata(stored).hex()).isEqualTo(text(body, "metadata_digest"));
        }
    }

    @Test
    void chains_break_where_the_vectors_say() {
        for (JsonObject chain : objects(vectors, "chains")) {
            LedgerVerifier verifier = LedgerVerifier.fromStart(text(chain, "chain_id"));
            objects(chain, "entries").forEach(entry -> verifier.accept(entry(entry)));
            String found = verifier.firstBreak()
                    .map(broken -> broken.entryId() + " " + broken.kind().name().toLowerCase(Locale.ROOT))
                    .orElse("holds");
            assertThat(found).as(text(chain, "name")).isEqualTo(expected(chain));
        }
    }

    @Test
    void python_finds_the_same() throws Exception {
        boolean python = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
        if (!python) {
            System.out.println("SKIPPED: no python3 on the PATH, so the second implementation was not run");
        }
        Assumptions.assumeTrue(python, "no python3 on the PATH");

        Process script = new ProcessBuilder(
                        "python3",
                        "-B",
                        "src/test/python/verify_ledger_vectors.py",
                        "src/main/resources/vectors/ledger.json")
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(script.waitFor()).as(output).isZero();
        assertThat(output).contains(" 0 failures");
    }

    private static String expected(JsonObject chain) {
        return chain.get("break").orElseThrow() instanceof JsonObject broken
                ? text(broken, "entry_id") + " " + text(broken, "kind")
                : "holds";
    }

    private static LedgerEntry entry(JsonObject entry) {
        EntryFacts facts = new EntryFacts(
                text(entry, "entry_id"),
                text(entry, "chain_id"),
                number(entry, "chain_seq"),
                number(entry, "timestamp"),
                text(entry, "event"),
                number(entry, "revision"),
                textOrNull(entry, "aggregate_type"),
                text(entry, "aggregate_id"),
                number(entry, "aggregate_sequence"),
                textOrNull(entry, "agent_id"),
                textOrNull(entry, "passport_jti"),
                textOrNull(entry, "mission_id"),
                text(entry, "layer"),
                text(entry, "action"),
                text(entry, "outcome"),
                textOrNull(entry, "error_code"),
                textOrNull(entry, "error_message"),
                textOrNull(entry, "trace_id"),
                textOrNull(entry, "span_id"),
                textOrNull(entry, "parent_span_id"),
                textOrNull(entry, "actor"),
                entry.get("duration_ms").orElseThrow() instanceof JsonNull ? null : number(entry, "duration_ms"),
                Hash.fromHex(text(entry, "payload_digest")),
                Hash.fromHex(text(entry, "metadata_digest")));
        return new LedgerEntry(
                facts, Hash.fromHex(text(entry, "prev_entry_hash")), Hash.fromHex(text(entry, "entry_hash")));
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        return ((JsonArray) parent.get(name).orElseThrow())
                .items().stream().map(JsonObject.class::cast).toList();
    }

    private static String text(JsonObject parent, String name) {
        return Objects.requireNonNull(textOrNull(parent, name));
    }

    private static @Nullable String textOrNull(JsonObject parent, String name) {
        JsonValue value = parent.get(name).orElseThrow();
        return value instanceof JsonString(String text) ? text : null;
    }

    private static long number(JsonObject parent, String name) {
        return ((JsonNumber) parent.get(name).orElseThrow()).asLong().orElseThrow();
    }

    private static JsonObject read() {
        try (InputStream file =
                Objects.requireNonNull(LedgerVectorTest.class.getResourceAsStream("/vectors/ledger.json"))) {
            return (JsonObject) new StrictJson(StrictJson.Limits.BODY).parse(file.readAllBytes());
        } catch (IOException | StrictJson.JsonRefused broken) {
            throw new IllegalStateException(broken);
        }
    }
}

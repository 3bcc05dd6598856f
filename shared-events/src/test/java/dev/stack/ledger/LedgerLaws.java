// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.ledger.LedgerBreak.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every chain. */
class LedgerLaws {

    private static final int LENGTH = 40;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<LedgerEntry> chain = chain();

    @Test
    void A01_a_changed_record_is_named_whichever_field_it_is() throws Exception {
        for (RecordComponent component : EntryFacts.class.getRecordComponents()) {
            int at = random.nextInt(LENGTH);
            List<LedgerEntry> tampered = new ArrayList<>(chain);
            LedgerEntry old = chain.get(at);
            tampered.set(at, new LedgerEntry(changed(old.facts(), component), old.previous(), old.hash()));

            LedgerBreak found = verify(tampered);

            assertThat(found.chainSeq())
                    .as("%s, seed %d", component, seed)
                    .isEqualTo(
                            component.getName().equals("chainSeq")
                                    ? tampered.get(at).facts().chainSeq()
                                    : at + 1);
            assertThat(found.kind())
                    .as("%s", component)
                    .isEqualTo(
                            switch (component.getName()) {
                                case "chainId" -> Kind.LINK;
                                case "chainSeq" -> Kind.GAP;
                                default -> Kind.CONTENT;
                            });
        }
    }

    @Test
    void A01_a_flipped_bit_in_either_hash_is_named() {
        for (int bit = 0; bit < Hash.LENGTH * Byte.SIZE; bit++) {
            int at = random.nextInt(LENGTH);
            LedgerEntry old = chain.get(at);
            for (LedgerEntry bad : List.of(
                    new LedgerEntry(old.facts(), flipped(old.previous(), bit), old.hash()),
                    new LedgerEntry(old.facts(), old.previous(), flipped(old.hash(), bit)))) {
                List<LedgerEntry> tampered = new ArrayList<>(chain);
                tampered.set(at, bad);
                LedgerBreak found = verify(tampered);
                assertThat(found.entryId())
                        .as("seed %d", seed)
                        .isEqualTo(old.facts().entryId());
                assertThat(found.kind()).isEqualTo(Kind.CONTENT);
            }
        }
    }

    @Test
    void A01_a_changed_body_is_named() {
        byte[] payload = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] metadata = "{}".getBytes(StandardCharsets.UTF_8);
        LedgerEntry entry = LedgerEntry.seal(
                new EntryFacts(
                        "aud_1",
                        "op_1",
                        1,
                        1,
                        "e",
                        1,
                        null,
                        "a",
                        0,
                        null,
                        null,
                        null,
                        "vault",
                        "x",
                        "success",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        ChainHash.payload(payload),
                        ChainHash.metadata(metadata)),
                Hash.ZERO);

        LedgerVerifier holds = LedgerVerifier.fromStart("op_1");
        LedgerVerifier breaks = LedgerVerifier.fromStart("op_1");

        assertThat(holds.accept(entry, payload, metadata)).isEmpty();
        assertThat(holds.checked()).isEqualTo(1);
        assertThat(breaks.accept(entry, metadata, metadata).orElseThrow().kind())
                .isEqualTo(Kind.CONTENT);
        assertThat(breaks.checked()).isZero();
    }

    @Test
    void A02_a_removed_record_is_named_by_the_one_after_it() {
        for (int at = 0; at < LENGTH - 1; at++) {
            List<LedgerEntry> tampered = new ArrayList<>(chain);
            tampered.remove(at);
            assertThat(verify(tampered).entryId())
                    .isEqualTo(chain.get(at + 1).facts().entryId());
            assertThat(verify(tampered).kind()).isEqualTo(Kind.GAP);
        }
    }

    @Test
    void A02_an_inserted_swapped_or_duplicated_record_is_named() {
        int at = 1 + random.nextInt(LENGTH - 2);
        LedgerEntry forged =
                LedgerEntry.seal(facts(at + 1, "forged"), chain.get(at - 1).hash());

        List<LedgerEntry> inserted = new ArrayList<>(chain);
        inserted.add(at, forged);
        List<LedgerEntry> replaced = new ArrayList<>(chain);
        replaced.set(at, forged);
        List<LedgerEntry> swapped = new ArrayList<>(chain);
        swapped.set(at, chain.get(at + 1));
        swapped.set(at + 1, chain.get(at));
        List<LedgerEntry> duplicated = new ArrayList<>(chain);
        duplicated.add(at + 1, chain.get(at));

        assertThat(verify(inserted).entryId()).isEqualTo(chain.get(at).facts().entryId());
        assertThat(verify(replaced).entryId())
                .isEqualTo(chain.get(at + 1).facts().entryId());
        assertThat(verify(replaced).kind()).isEqualTo(Kind.LINK);
        assertThat(verify(swapped).entryId())
                .isEqualTo(chain.get(at + 1).facts().entryId());
        assertThat(verify(duplicated).kind()).isEqualTo(Kind.GAP);
    }

    @Test
    void A03_a_tail_cut_off_shows_against_a_head_kept_elsewhere() {
        LedgerEntry last = chain.getLast();
        LedgerVerifier whole = LedgerVerifier.fromStart("op_1");
        LedgerVerifier cut = LedgerVerifier.fromStart("op_1");
        chain.forEach(whole::accept);
        chain.subList(0, LENGTH - 3).forEach(cut::accept);

        assertThat(whole.end(LENGTH, last.hash())).isEmpty();
        LedgerBreak found = cut.end(LENGTH, last.hash()).orElseThrow();
        assertThat(found.kind()).isEqualTo(Kind.GAP);
        assertThat(found.chainSeq()).isEqualTo(LENGTH - 2);
    }

    @Test
    void A04_a_chain_computed_anew_shows_against_a_head_kept_elsewhere() {
        LedgerVerifier verifier = LedgerVerifier.fromStart("op_1");
        Hash previous = Hash.ZERO;
        for (int seq = 1; seq <= LENGTH; seq++) {
            LedgerEntry entry = LedgerEntry.seal(facts(seq, "rewritten"), previous);
            previous = entry.hash();
            assertThat(verifier.accept(entry)).isEmpty();
        }
        assertThat(verifier.end(LENGTH, chain.getLast().hash()).orElseThrow().kind())
                .isEqualTo(Kind.LINK);
    }

    @Test
    void A07_no_two_records_have_the_same_bytes() {
        // What one field loses the next one gains; null and empty differ; a payload is not a metadata.
        assertThat(ChainHash.entry(facts(1, "ab"), Hash.ZERO)).isNotEqualTo(ChainHash.entry(facts(1, "a"), Hash.ZERO));
        EntryFacts none = facts(1, "a");
        EntryFacts empty = new EntryFacts(
                none.entryId(),
                none.chainId(),
                1,
                none.timestamp(),
                none.event(),
                1,
                none.aggregateType(),
                none.aggregateId(),
                none.aggregateSequence(),
                none.agentId(),
                none.passportJti(),
                none.missionId(),
                none.layer(),
                none.action(),
                none.outcome(),
                "",
                none.errorMessage(),
                none.traceId(),
                none.spanId(),
                none.parentSpanId(),
                none.actor(),
                none.durationMs(),
                none.payloadDigest(),
                none.metadataDigest());
        assertThat(none.errorCode()).isNull();
        assertThat(ChainHash.entry(empty, Hash.ZERO)).isNotEqualTo(ChainHash.entry(none, Hash.ZERO));
        assertThat(ChainHash.payload(new byte[0])).isNotEqualTo(ChainHash.metadata(new byte[0]));
    }

    @Test
    void a_window_takes_the_hash_before_it_as_given() {
        LedgerVerifier window = LedgerVerifier.after("op_1", 10, chain.get(9).hash());
        chain.subList(10, 20).forEach(window::accept);
        assertThat(window.firstBreak()).isEmpty();
        assertThat(window.checked()).isEqualTo(10);
        assertThat(window.head()).isEqualTo(chain.get(19).hash());
    }

    private static LedgerBreak verify(List<LedgerEntry> entries) {
        LedgerVerifier verifier = LedgerVerifier.fromStart("op_1");
        entries.forEach(verifier::accept);
        return verifier.firstBreak().orElseThrow();
    }

    private List<LedgerEntry> chain() {
        List<LedgerEntry> entries = new ArrayList<>();
        Hash previous = Hash.ZERO;
        for (int seq = 1; seq <= LENGTH; seq++) {
            entries.add(LedgerEntry.seal(facts(seq, "note " + random.nextInt()), previous));
            previous = entries.getLast().hash();
        }
        return entries;
    }

    private static EntryFacts facts(long seq, String actor) {
        return new EntryFacts(
                "aud_" + seq,
                "op_1",
                seq,
                1_000 + seq,
                "passport.issued",
                1,
                "Passport",
                "pp_1",
                seq - 1,
                "agt_1",
                null,
                "msn_1",
                "vault",
                "passport.issue",
                "success",
                null,
                "message",
                null,
                "span",
                null,
                actor,
                5L,
                ChainHash.payload(new byte[] {(byte) seq}),
                ChainHash.metadata(new byte[0]));
    }

    private static EntryFacts changed(EntryFacts facts, RecordComponent component) throws Exception {
        RecordComponent[] components = EntryFacts.class.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object value = components[i].getAccessor().invoke(facts);
            values[i] = components[i].getName().equals(component.getName()) ? other(component, value) : value;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<EntryFacts> constructor = EntryFacts.class.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private static Object other(RecordComponent component, @Nullable Object value) {
        if (component.getType() == Hash.class) {
            return flipped((Hash) java.util.Objects.requireNonNull(value), 7);
        }
        if (value instanceof Long number) {
            return number + 1;
        }
        return value == null ? "" : value + "x";
    }

    private static Hash flipped(Hash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return Hash.of(bytes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.json.StrictJson.Spelled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the quick reader reads, the strict one reads too and to the same value; and it reads nothing but what is written. */
final class WrittenJsonLaws {

    private static final Limits LIMITS = new Limits(400, 4, 12, 20);
    private static final StrictJson STRICT = new StrictJson(LIMITS);
    private static final int CHANGES = 20_000;

    /** Bytes that mean something in JSON or in UTF-8. */
    private static final byte[] TELLING =
            "{}[]\":,\\ \t\n0123456789-+.eEtrufalsnN/\0\u001f\u007f".getBytes(StandardCharsets.UTF_8);

    private static final List<String> WRITTEN = List.of(
            "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"é\"}}",
            "{\"iss\":\"https://stack.example.com\",\"exp\":1780000000,\"x\":-0.5}",
            "[10,0,-7,0.001,999999999999999999,1000000000000000000,\"\"]",
            "{\"\":{},\"😀\":[[[]]],\"n\":12345678901234567890}",
            "\"Übersetzer\"",
            "true");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void however_a_text_is_changed_both_readers_agree(long seed) {
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < CHANGES; i++) {
            byte[] text = WRITTEN.get(random.nextInt(WRITTEN.size())).getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                text = changed(text, random);
            }
            read += agreeOn(text) ? 1 : 0;
        }
        assertThat(read).as("changes that lead to another text as written").isGreaterThan(CHANGES / 50);
    }

    @Test
    void each_text_as_written_is_read() throws JsonRefused {
        for (String text : WRITTEN) {
            assertThat(read(text)).as(text).contains(STRICT.parse(text));
            agreeOn(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " {\"a\":1}",
                "{\"a\":1}\n",
                "{ \"a\":1}",
                "{\"a\" :1}",
                "{\"a\": 1}",
                "[1, 2]",
                "{\"\\u0061\":1}",
                "[\"\\/\"]",
                "[\"\\u000a\"]",
                "[\"\\u00e9\"]",
                "[\"\\u001F\"]",
                "[1e0]",
                "[1E2]",
                "[1.0]",
                "[0.50]",
                "[-0]",
                "[-0.0]"
            })
    void another_spelling_is_not_read_and_said_to_be_one(String text) throws JsonRefused {
        assertThat(read(text)).isEmpty();
        assertThat(STRICT.parseSpelled(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Spelled(STRICT.parse(text), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "[01]",
                "[.5]",
                "[1.]",
                "[-]",
                "[--1]",
                "[1-1]",
                "[+1]",
                "[1.2.3]",
                "[tru]",
                "tr",
                "[nul",
                "[\"a]",
                "[\"a\nb\"]",
                "[\"\0\"]",
                "1 2",
                "{}{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "\uFEFF{}",
                "[NaN]",
                "['a']",
                "{a:1}"
            })
    void what_is_no_json_is_read_by_neither(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(strictly(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1001", "1e2147483648", "1e99999999999", "-1E-99999999999", "0e-2147483649"})
    void a_number_with_an_exponent_beyond_all_measure_is_refused_and_is_no_defect(String number) {
        assertThat(strictly(number.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void an_escape_that_must_be_is_as_written_though_not_read_quickly() throws JsonRefused {
        String text = "[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"]";
        assertThat(read(text)).isEmpty();
        assertThat(STRICT.parseSpelled(text.getBytes(StandardCharsets.UTF_8)).asWritten())
                .isTrue();
    }

    @Test
    void bytes_that_are_not_utf8_are_read_by_neither() {
        for (byte[] wrong :
                new byte[][] {{(byte) 0xE9}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}}) {
            var text = new ByteArrayOutputStream();
            text.write('"');
            text.writeBytes(wrong);
            text.write('"');
            assertThat(WrittenJson.read(text.toByteArray(), LIMITS)).isEmpty();
            assertThat(strictly(text.toByteArray())).isEmpty();
        }
    }

    @Test
    void each_limit_has_two_sides() {
        both("[".repeat(4) + "]".repeat(4), true);
        both("[".repeat(5) + "]".repeat(5), false);
        both("[1" + ",1".repeat(11) + "]", true);
        both("[1" + ",1".repeat(12) + "]", false);
        both("9".repeat(20), true);
        both("9".repeat(21), false);
        both("\"" + "x".repeat(398) + "\"", true);
        both("\"" + "x".repeat(399) + "\"", false);
    }

    private static void both(String text, boolean good) {
        assertThat(read(text).isPresent()).as(text).isEqualTo(good);
        assertThat(strictly(text.getBytes(StandardCharsets.UTF_8)).isPresent())
                .as(text)
                .isEqualTo(good);
    }

    /** Whether the quick reader took the text. */
    private static boolean agreeOn(byte[] text) {
        Optional<JsonValue> strict = strictly(text);
        boolean written = strict.isPresent()
                && Arrays.equals(JsonText.write(strict.get()).getBytes(StandardCharsets.UTF_8), text);
        Optional<JsonValue> quick = WrittenJson.read(text, LIMITS);
        String shown = new String(text, StandardCharsets.ISO_8859_1);
        assertThat(spelled(text)).as(shown).isEqualTo(strict.map(value -> new Spelled(value, written)));
        assertThat(quick.isEmpty() || written && quick.equals(strict)).as(shown).isTrue();
        return quick.isPresent();
    }

    private static byte[] changed(byte[] text, Random random) {
        int at = random.nextInt(text.length + 1);
        int cut = random.nextInt(2);
        var changed = new ByteArrayOutputStream();
        changed.write(text, 0, at);
        if (cut == 0 || random.nextBoolean()) {
            changed.write(random.nextInt(8) == 0 ? random.nextInt(256) : TELLING[random.nextInt(TELLING.length)]);
        }
        changed.write(text, Math.min(at + cut, text.length), Math.max(0, text.length - at - cut));
        return changed.toByteArray();
    }

    private static Optional<JsonValue> read(String text) {
        return WrittenJson.read(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    private static Optional<JsonValue> strictly(byte[] text) {
        try {
            return Optional.of(STRICT.parse(text));
        } catch (JsonRefused refused) {
            return Optional.empty();
        }
    }

    private static Optional<Spelled> spelled(byte[] text) {
        try {
            return Optional.of(STRICT.parseSpelled(text));
        } catch (JsonRefused refused) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SecretScanTest {

    private static final long SEED = Long.getLong("stack.test.seed", 20_261_121L);
    private static final String SECRET = "sk-live/9Q+x\"~é\\=w😀k7";

    /** Every spelling a service might give the secret back in. */
    static List<String> spellings() {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>();
        all.add(SECRET);
        all.add(HexFormat.of().formatHex(secret));
        all.add(HexFormat.of().withUpperCase().formatHex(secret));
        all.add(percent(secret, true, HexFormat.of().withUpperCase()));
        all.add(percent(secret, true, HexFormat.of()));
        all.add(percent(secret, false, HexFormat.of().withUpperCase()));
        all.add(percent(secret, false, HexFormat.of()));
        all.add(json(SECRET, true, false));
        all.add(json(SECRET, true, true));
        all.add(json(SECRET, false, false));
        all.add(percent(json(SECRET, true, false).getBytes(StandardCharsets.UTF_8), false, HexFormat.of())
                .replace("%5c", "\\"));
        all.add(json(percent(secret, false, HexFormat.of()), true, false));
        all.add(SECRET.replace("/", "%2F"));
        all.add(SECRET.replace("é", "\\u00e9").replace("/", "\\/").replace("\\=", "\\\\="));
        for (int shift = 0; shift < 3; shift++) {
            byte[] longer = ("abc".substring(0, shift) + SECRET + "tail").getBytes(StandardCharsets.UTF_8);
            all.add(Base64.getEncoder().encodeToString(longer));
            all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(longer));
            all.add(Base64.getEncoder().encodeToString(longer).replace("/", "\\/"));
            all.add(Base64.getEncoder()
                    .encodeToString(longer)
                    .replace("/", "%2F")
                    .replace("+", "%2b"));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void U05_every_spelling_is_taken_out(String spelling) {
        String text = "before " + spelling + " after";
        try (SecretScan scan = scan(SECRET)) {
            String clean = utf8(scan.redact(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(scan.found()).isTrue();
            assertThat(clean).startsWith("before ").endsWith(" after").contains("[redacted]");
            assertThat(clean.length()).isLessThan("before  after".length() + 22);
        }
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void U05_wherever_the_pieces_of_a_stream_end(String spelling) {
        byte[] text = ("before %x \\u12 " + spelling + spelling + " after %").getBytes(StandardCharsets.UTF_8);
        String whole;
        try (SecretScan scan = scan(SECRET)) {
            whole = utf8(scan.redact(text.clone()));
        }
        for (int size = 1; size < text.length; size++) {
            try (SecretScan scan = scan(SECRET);
                    SecretScan.Piecewise pieces = scan.pieces();
                    WipedBuffer out = new WipedBuffer(16)) {
                for (int at = 0; at < text.length; at += size) {
                    pieces.take(text, at, Math.min(size, text.length - at), out);
                }
                pieces.end(out);
                assertThat(utf8(out.copy())).isEqualTo(whole);
            }
        }
    }

    @Test
    void U05_only_what_may_be_a_beginning_is_held_back() {
        try (SecretScan scan = scan(SECRET);
                SecretScan.Piecewise pieces = scan.pieces();
                WipedBuffer out = new WipedBuffer(16)) {
            pieces.take("data: hello\n\n".getBytes(StandardCharsets.UTF_8), 0, 13, out);
            assertThat(utf8(out.copy())).isEqualTo("data: hello\n\n");
            pieces.take("a sk-liv".getBytes(StandardCharsets.UTF_8), 0, 8, out);
            assertThat(utf8(out.copy())).endsWith("\n\na ");
            pieces.take("e!".getBytes(StandardCharsets.UTF_8), 0, 2, out);
            assertThat(utf8(out.copy())).endsWith("\n\na sk-live!");
        }
    }

    @Test
    void U05_what_is_not_the_secret_stays_the_same_array() {
        byte[] text =
                (SECRET.substring(1) + SECRET.substring(0, 8) + "%%%2\\u00\\\\\\").getBytes(StandardCharsets.UTF_8);
        try (SecretScan scan = scan(SECRET)) {
            assertThat(scan.redact(text)).isSameAs(text);
            assertThat(scan.found()).isFalse();
        }
    }

    @Test
    void U05_the_text_it_was_found_in_is_overwritten() {
        byte[] text = ("x" + SECRET).getBytes(StandardCharsets.UTF_8);
        try (SecretScan scan = scan(SECRET)) {
            scan.redact(text);
        }
        assertThat(text).containsOnly(0);
    }

    @Test
    void U05_of_short_secrets_only_the_plain_form_is_looked_for_and_of_tiny_ones_nothing() {
        try (SecretScan scan = scan("pw12")) {
            assertThat(utf8(scan.redact("my pw12!".getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo("my [redacted]!");
            byte[] hex = "70773132".getBytes(StandardCharsets.UTF_8);
            assertThat(scan.redact(hex)).isSameAs(hex);
        }
        try (SecretScan scan = scan("abc")) {
            byte[] text = "abcabc".getBytes(StandardCharsets.UTF_8);
            assertThat(scan.redact(text)).isSameAs(text);
        }
    }

    @Test
    void U05_several_secrets_that_overlap_leave_one_mark() {
        try (SecretScan scan = scan("abcdefgh", "efghijkl", "cdef")) {
            assertThat(utf8(scan.redact("1abcdefghijkl2cdef3".getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo("1[redacted]2[redacted]3");
        }
    }

    @Test
    void U05_a_text_full_of_it_ends_short() {
        try (SecretScan scan = scan("abcd")) {
            byte[] clean = scan.redact("abcd,".repeat(500_000).getBytes(StandardCharsets.UTF_8));
            assertThat(clean.length).isLessThan(200_000);
            assertThat(utf8(clean)).doesNotContain("abcd");
        }
    }

    @Test
    void U05_the_time_is_linear_whatever_secret_and_text_are() {
        byte[] repeating = "a".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        byte[] text = ("a".repeat(1_999) + "%61\\u006").repeat(2_000).getBytes(StandardCharsets.UTF_8);
        long started = System.nanoTime();
        try (SecretScan scan = new SecretScan(new ArrayList<>(List.of(repeating)))) {
            scan.redact(text);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void U05_random_texts_agree_with_a_search_by_hand() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            String secret = letters(random, 4 + random.nextInt(4));
            String text = letters(random, random.nextInt(60));
            try (SecretScan scan = scan(secret)) {
                String clean = utf8(scan.redact(text.getBytes(StandardCharsets.UTF_8)));
                assertThat(scan.found()).as("%s in %s", secret, text).isEqualTo(text.contains(secret));
                assertThat(clean).as("%s in %s", secret, text).isEqualTo(byHand(text, secret));
            }
        }
    }

    @Test
    void the_secrets_given_are_overwritten() {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        new SecretScan(new ArrayList<>(List.of(secret))).close();
        assertThat(secret).containsOnly(0);
    }

    private static String byHand(String text, String secret) {
        boolean[] marked = new boolean[text.length() + 1];
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            Arrays.fill(marked, at, at + secret.length(), true);
        }
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!marked[i]) {
                out.append(text.charAt(i));
            } else if (!marked[i + 1]) {
                out.append("[redacted]");
            }
        }
        return out.toString();
    }

    private static String letters(Random random, int length) {
        var out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) ('a' + random.nextInt(2)));
        }
        return out.toString();
    }

    private static SecretScan scan(String... secrets) {
        List<byte[]> all = new ArrayList<>();
        for (String secret : secrets) {
            all.add(secret.getBytes(StandardCharsets.UTF_8));
        }
        return new SecretScan(all);
    }

    private static String percent(byte[] text, boolean everything, HexFormat hex) {
        var out = new StringBuilder();
        for (byte b : text) {
            if (!everything && (Character.isLetterOrDigit(b & 0x7F) && b > 0)) {
                out.append((char) b);
            } else {
                out.append('%').append(hex.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static String json(String text, boolean everything, boolean upper) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escaped = String.format("\\u%04x", (int) c);
            if (everything) {
                out.append(upper ? "\\u" + escaped.substring(2).toUpperCase(Locale.ROOT) : escaped);
            } else {
                switch (c) {
                    case '"', '\\', '/' -> out.append('\\').append(c);
                    default -> out.append(c);
                }
            }
        }
        return out.toString();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

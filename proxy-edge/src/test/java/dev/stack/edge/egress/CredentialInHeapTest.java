// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.edge.egress.RecordingUpstream.Received;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a call nothing holds the credential, although the connections are still open: not even garbage that was sent. */
final class CredentialInHeapTest {

    private static final Random RANDOM = new Random(Long.getLong("stack.test.seed", 20_261_121L));

    @TempDir
    private Path folder;

    @Test
    void L02_a_heap_dump_after_the_call_does_not_hold_the_credential() throws Exception {
        byte[] secret = letters(48);
        byte[] canary = letters(48);
        Path everything = folder.resolve("everything.hprof");
        Path reachable = folder.resolve("reachable.hprof");
        Path caPem = Files.writeString(folder.resolve("ca.pem"), TestCertificates.caPem());
        try (RecordingUpstream upstream =
                new RecordingUpstream(TestCertificates.server(), CredentialInHeapTest::answer)) {
            Process probe = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            HeapProbe.class.getName(),
                            Integer.toString(upstream.port()),
                            caPem.toString(),
                            everything.toString(),
                            reachable.toString())
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream in = probe.getOutputStream()) {
                in.write((disguised(secret) + "\n" + disguised(canary) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(probe.waitFor()).as(said).isZero();
            assertThat(said).isEqualToIgnoringNewLines("UPSTREAM_ERRORdumped");
            assertThat(upstream.received()).hasSize(18);
            assertThat(upstream.received().getLast().head()).contains(ascii(secret));
        }
        for (Path dump : List.of(everything, reachable)) {
            assertThat(spellingsIn(dump, canary))
                    .as("the search finds what is there")
                    .isNotEmpty();
            assertThat(spellingsIn(dump, secret)).as("%s", dump).isEmpty();
        }
    }

    private static boolean answer(Received request, OutputStream out) throws IOException {
        String line = request.requestLine();
        if (line.contains("/close")) {
            return false;
        }
        String body = line.contains("/reflect") ? request.head() : "ok";
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    /** The secret in all its spellings, as bytes and as the characters of a text, whole and its two halves. */
    private static List<String> spellingsIn(Path dump, byte[] secret) throws IOException {
        List<byte[]> parts = new ArrayList<>(List.of(
                secret.clone(),
                Arrays.copyOfRange(secret, 0, secret.length / 2),
                Arrays.copyOfRange(secret, secret.length / 2, secret.length)));
        List<byte[]> patterns = SecretPatterns.of(parts);
        for (byte[] pattern : List.copyOf(patterns)) {
            patterns.add(ascii(pattern).getBytes(StandardCharsets.UTF_16BE));
            patterns.add(ascii(pattern).getBytes(StandardCharsets.UTF_16LE));
        }
        List<String> found = new ArrayList<>();
        byte[] piece = new byte[1 << 20];
        try (SecretAutomaton automaton = new SecretAutomaton(patterns);
                InputStream in = Files.newInputStream(dump)) {
            int state = 0;
            long at = 0;
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                for (int i = 0; i < got; i++, at++) {
                    state = automaton.next(state, piece[i]);
                    if (automaton.matched(state) > 0) {
                        found.add(automaton.matched(state) + " bytes before " + at);
                    }
                }
            }
        }
        return found;
    }

    private static byte[] letters(int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + RANDOM.nextInt(26));
        }
        return letters;
    }

    private static String disguised(byte[] secret) {
        byte[] masked = secret.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= HeapProbe.MASK;
        }
        return HexFormat.of().formatHex(masked);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}

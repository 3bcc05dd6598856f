// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.TOKEN;
import static dev.stack.edge.egress.TestEgress.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.edge.egress.RecordingUpstream.Answer;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Injection.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that gives back what it was given. */
final class ReflectedCredentialTest {

    private final TestEgress egress = new TestEgress();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void U05_in_a_body_it_is_taken_out() {
        UpstreamAnswer answer = answerTo("", utf8("{\"you sent\": \"Bearer " + TOKEN + "\"}"));
        assertThat(answer.body()).asString().isEqualTo("{\"you sent\": \"Bearer [redacted]\"}");
        assertThat(answer.redacted()).isTrue();
        assertThat(answer.headers()).doesNotContainKey("content-length");
    }

    @Test
    void U05_in_a_packed_body_it_is_taken_out() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(utf8("<" + base64("user:" + TOKEN) + ">"));
        }
        UpstreamAnswer answer = answerTo("Content-Encoding: gzip\r\n", packed.toByteArray());
        assertThat(answer.redacted()).isTrue();
        assertThat(answer.body())
                .asString()
                .startsWith("<")
                .contains("[redacted]")
                .hasSizeLessThan(24);
    }

    @Test
    void U05_in_headers_and_redirects_it_is_taken_out() {
        String token = new String(utf8(TOKEN), StandardCharsets.ISO_8859_1);
        UpstreamAnswer answer = answerTo(
                "X-Echo: " + token + "\r\nX-Echo: b\r\nLocation: https://evil.test/?t=" + percent(TOKEN) + "\r\nX-B64: "
                        + base64(TOKEN) + "\r\n",
                new byte[0]);
        assertThat(answer.redacted()).isTrue();
        assertThat(answer.headers())
                .containsEntry("x-echo", List.of("[redacted]", "b"))
                .containsEntry("location", List.of("https://evil.test/?t=[redacted]"));
        assertThat(answer.headers().getOrDefault("x-b64", List.of()))
                .first()
                .asString()
                .startsWith("[redacted]");
    }

    @Test
    void U05_as_the_name_of_a_header_it_is_dropped() {
        Credential plain = Credential.ofValue(SecretBytes.ofText("sk-live-12345678"));
        UpstreamAnswer answer =
                answerTo("X-Sk-Live-12345678: a\r\nX-sk-live-12345678: a\r\n", new byte[0], TestAccess.BEARER, plain);
        assertThat(answer.redacted()).isTrue();
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void U05_in_a_stream_it_is_taken_out_across_its_pieces() throws IOException {
        byte[] token = utf8(TOKEN);
        Answer dripping = (_, out) -> {
            out.write(utf8("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n<<\r\n"));
            for (byte b : token) {
                out.write(utf8("1\r\n"));
                out.write(b);
                out.write(utf8("\r\n"));
                out.flush();
            }
            out.write(utf8("2\r\n>>\r\n0\r\n\r\n"));
            return true;
        };
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), dripping)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            try (UpstreamStream stream = egress.open(get(urlOf(upstream)), access, TestEgress.LIMIT)) {
                assertThat(stream.body().readAllBytes()).asString().isEqualTo("<<[redacted]>>");
                assertThat(stream.redacted()).isTrue();
            }
        }
    }

    @Test
    void U05_of_basic_the_password_and_the_built_value_are_taken_out() {
        Injection basic = new Injection(Style.BASIC, null, null, null, "user", "password");
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        fields.put("user", SecretBytes.ofText("alice"));
        fields.put("password", SecretBytes.ofText("correct horse"));
        UpstreamAnswer answer = answerTo(
                "",
                utf8("alice, correct horse, " + base64("alice:correct horse") + ", correct%20horse"),
                basic,
                Credential.ofFields(fields));
        assertThat(answer.body())
                .asString()
                .startsWith("alice, [redacted], [redacted]")
                .endsWith(", [redacted]");
    }

    @Test
    void U05_a_connection_that_gave_it_back_is_not_used_again() {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), answer("", utf8(TOKEN)))) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            egress.call(get(urlOf(upstream)), access);
            egress.call(get(urlOf(upstream)), access);
            assertThat(upstream.connections()).isEqualTo(2);
        }
    }

    private UpstreamAnswer answerTo(String headers, byte[] body) {
        return answerTo(headers, body, TestAccess.BEARER, TestEgress.token());
    }

    private UpstreamAnswer answerTo(String headers, byte[] body, Injection injection, Credential credential) {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), answer(headers, body))) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port()).injecting(injection);
            return egress.call(get(urlOf(upstream)), access, credential, TestEgress.LIMIT);
        }
    }

    private static Answer answer(String headers, byte[] body) {
        return (_, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            return true;
        };
    }

    private static String urlOf(RecordingUpstream upstream) {
        return "https://api.test:" + upstream.port() + "/";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(utf8(text));
    }

    private static String percent(String text) {
        try (WipedBuffer out = new WipedBuffer(64)) {
            return new String(out.percentEncoded(utf8(text)).copy(), StandardCharsets.US_ASCII);
        }
    }
}

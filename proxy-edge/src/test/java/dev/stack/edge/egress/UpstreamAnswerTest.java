// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.get;
import static dev.stack.edge.egress.TestEgress.refused;
import static dev.stack.edge.egress.TestEgress.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.edge.egress.RecordingUpstream.Answer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as a hostile service would give them, byte for byte. */
final class UpstreamAnswerTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private final TestEgress egress = new TestEgress();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void U01_a_body_over_ten_megabytes_that_says_so_is_refused_unread() {
        refusedAnswer(ErrorCode.RESPONSE_TOO_LARGE, "size", head("Content-Length: 10485761"));
    }

    @Test
    void U01_a_body_over_ten_megabytes_that_does_not_say_so_is_refused() {
        CountDownLatch cutOff = new CountDownLatch(1);
        refusedAnswer(ErrorCode.RESPONSE_TOO_LARGE, "size", (_, out) -> {
            out.write(bytes(head("Transfer-Encoding: chunked")));
            byte[] chunk = bytes("10000\r\n" + "x".repeat(1 << 16) + "\r\n");
            try {
                while (true) {
                    out.write(chunk);
                }
            } catch (IOException closed) {
                cutOff.countDown();
                throw closed;
            }
        });
        assertThat(await(cutOff)).as("connection closed").isTrue();
    }

    @Test
    void U01_exactly_ten_megabytes_are_handed_on() {
        byte[] body = new byte[10 << 20];
        Arrays.fill(body, (byte) 'x');
        UpstreamAnswer answer = answerTo((_, out) -> {
            out.write(bytes(head("Content-Length: " + body.length)));
            out.write(body);
            return true;
        });
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void U01_a_stream_has_no_largest_size() throws IOException {
        int pieces = 13 << 4;
        byte[] piece = bytes("10000\r\n" + "x".repeat(1 << 16) + "\r\n");
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), (_, out) -> {
                    out.write(bytes(head("Transfer-Encoding: chunked")));
                    for (int i = 0; i < pieces; i++) {
                        out.write(piece);
                    }
                    out.write(bytes("0\r\n\r\n"));
                    return true;
                });
                UpstreamStream stream = open(upstream, TestEgress.LIMIT)) {
            assertThat(stream.body().transferTo(OutputStream.nullOutputStream()))
                    .isEqualTo((long) pieces << 16);
        }
    }

    @Test
    void U01_a_stream_that_names_a_large_length_has_all_of_it() throws IOException {
        byte[] body = new byte[12 << 20];
        try (RecordingUpstream upstream =
                        new RecordingUpstream(TestCertificates.server(), answer("Content-Type: text/plain", body));
                UpstreamStream stream = open(upstream, TestEgress.LIMIT)) {
            assertThat(stream.body().transferTo(OutputStream.nullOutputStream()))
                    .isEqualTo(body.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void U02_a_compression_bomb_is_refused(String coding) {
        byte[] bomb = packed(coding, new byte[9 << 20]);
        refusedAnswer(ErrorCode.RESPONSE_TOO_LARGE, "ratio", answer("Content-Encoding: " + coding, bomb));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void U02_a_compression_bomb_ends_a_stream(String coding) {
        byte[] bomb = packed(coding, new byte[16 << 20]);
        try (RecordingUpstream upstream =
                        new RecordingUpstream(TestCertificates.server(), answer("Content-Encoding: " + coding, bomb));
                UpstreamStream stream = open(upstream, TestEgress.LIMIT)) {
            refused(ErrorCode.RESPONSE_TOO_LARGE, "ratio", () -> drain(stream));
        }
    }

    @Test
    void U02_ten_megabytes_are_counted_after_unpacking() {
        byte[] noise = new byte[11 << 20];
        for (int i = 0; i < noise.length; i += 64) {
            noise[i] = (byte) ((i * 31) >> 8);
            noise[i + 1] = (byte) (i >> 6);
            noise[i + 2] = (byte) (i >> 14);
        }
        byte[] packed = packed("gzip", noise);
        assertThat(packed.length).isBetween(noise.length / 90, 10 << 20);
        refusedAnswer(ErrorCode.RESPONSE_TOO_LARGE, "size", answer("Content-Encoding: gzip", packed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip, gzip",
                "Content-Encoding: gzip\r\nContent-Encoding: gzip",
                "Content-Encoding: gzip, br"
            })
    void U02_nested_encodings_are_refused(String headers) {
        refusedAnswer(
                ErrorCode.RESPONSE_TOO_LARGE,
                "encodings",
                answer(headers, packed("gzip", packed("gzip", bytes("hello")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "raw-deflate"})
    void U02_one_encoding_is_undone(String coding) {
        String named = coding.equals("raw-deflate") ? "deflate" : coding;
        UpstreamAnswer answer =
                answerTo(answer("Content-Encoding: " + named, packed(coding, bytes("hello hello hello"))));
        assertThat(answer.body()).asString().isEqualTo("hello hello hello");
        assertThat(answer.headers()).doesNotContainKeys("content-encoding", "content-length");
    }

    @Test
    void U02_an_encoding_we_do_not_know_is_handed_on_with_its_name() {
        UpstreamAnswer answer = answerTo(answer("Content-Encoding: br", new byte[] {1, 2, 3}));
        assertThat(answer.body()).containsExactly(1, 2, 3);
        assertThat(answer.headers()).containsEntry("content-encoding", List.of("br"));
    }

    @Test
    void U02_a_packed_body_that_is_none_is_an_upstream_error() {
        refusedAnswer(ErrorCode.UPSTREAM_ERROR, "answer", answer("Content-Encoding: gzip", bytes("hello hello")));
        refusedAnswer(
                ErrorCode.UPSTREAM_ERROR,
                "answer",
                answer("Content-Encoding: gzip", Arrays.copyOf(packed("gzip", bytes("hello hello")), 15)));
        assertThat(answerTo(answer("Content-Encoding: gzip", new byte[0])).body())
                .isEmpty();
    }

    @Test
    void U03_silence_before_the_answer_ends_in_time() {
        endsInTime((_, _) -> hang());
    }

    @Test
    void U03_a_head_that_drips_ends_in_time() {
        endsInTime((_, out) -> drip(out, "HTTP/1.1 200 OK\r\nX-A: ", "a"));
    }

    @Test
    void U03_a_body_that_drips_ends_in_time() {
        endsInTime((_, out) -> drip(out, head("Content-Length: 1000000"), "a"));
        endsInTime((_, out) -> drip(out, head("Transfer-Encoding: chunked"), "1\r\na\r\n"));
        endsInTime((_, out) -> drip(out, head("Transfer-Encoding: chunked"), "0"));
        endsInTime((_, out) -> drip(out, head("Transfer-Encoding: chunked") + "0\r\n", "X"));
        endsInTime((_, out) -> drip(out, head("Connection: close"), "a"));
    }

    @Test
    void U03_endless_headers_and_interim_answers_are_cut_off() {
        refusedAnswer(ErrorCode.UPSTREAM_ERROR, "answer", (_, out) -> flood(out, "HTTP/1.1 200 OK\r\n", "X-A: b\r\n"));
        refusedAnswer(ErrorCode.UPSTREAM_ERROR, "answer", (_, out) -> flood(out, "HTTP/1.1 200 OK\r\nX-A: ", "bbbb"));
        refusedAnswer(ErrorCode.UPSTREAM_ERROR, "answer", (_, out) -> flood(out, "", "HTTP/1.1 100 Continue\r\n\r\n"));
        refusedAnswer(ErrorCode.UPSTREAM_ERROR, "answer", (_, out) -> flood(out, "", "\r\n"));
        refusedAnswer(
                ErrorCode.UPSTREAM_ERROR,
                "answer",
                (_, out) -> flood(out, head("Transfer-Encoding: chunked") + "1;", "ext"));
        refusedAnswer(
                ErrorCode.UPSTREAM_ERROR,
                "answer",
                (_, out) -> flood(out, head("Transfer-Encoding: chunked") + "0\r\n", "X-T: b\r\n"));
        refusedAnswer(
                ErrorCode.UPSTREAM_ERROR,
                "answer",
                head(("X-A: " + "b".repeat(11_000) + "\r\n").repeat(3) + "Content-Length: 0"));
    }

    @Test
    void U03_a_service_that_does_not_read_the_request_ends_in_time() {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), (_, _) -> hang())) {
            long started = System.nanoTime();
            timesOut(() -> egress.call(
                    request("POST", urlOf(upstream), Map.of(), "x".repeat(9 << 20)),
                    TestAccess.to("api.test:" + upstream.port()),
                    TestEgress.token(),
                    SHORT));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void U03_a_server_that_never_finishes_tls_ends_in_time() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            TestAccess access = TestAccess.to("api.test:" + mute.getLocalPort());
            refused(
                    ErrorCode.UPSTREAM_TIMEOUT,
                    "connect",
                    () -> egress.call(
                            get("https://api.test:" + mute.getLocalPort() + "/"), access, TestEgress.token(), SHORT));
        }
    }

    @Test
    void U03_the_virtual_thread_is_free_afterwards() throws Exception {
        CompletableFuture<ErrorCode> ended = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            endsInTime((_, _) -> hang());
            ended.complete(ErrorCode.UPSTREAM_TIMEOUT);
        });
        assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void U03_of_a_stream_the_silence_is_limited_and_not_the_whole() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), (_, out) -> {
                    out.write(bytes(head("Transfer-Encoding: chunked")));
                    for (int i = 0; i < 5; i++) {
                        out.write(bytes("2\r\n" + i + "\n\r\n"));
                        out.flush();
                    }
                    await(read);
                    return hang();
                });
                UpstreamStream stream = open(upstream, Duration.ofSeconds(2))) {
            assertThat(stream.body().readNBytes(10)).asString().isEqualTo("0\n1\n2\n3\n4\n");
            read.countDown();
            refused(ErrorCode.UPSTREAM_TIMEOUT, "answer", () -> drain(stream));
        }
    }

    @Test
    void a_stream_can_be_cancelled_from_another_thread_and_its_place_is_free() throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), (_, out) -> {
                    out.write(bytes(head("Transfer-Encoding: chunked") + "2\r\nok\r\n"));
                    out.flush();
                    return hang();
                });
                UpstreamStream stream = open(upstream, TestEgress.LIMIT)) {
            assertThat(stream.body().readNBytes(2)).asString().isEqualTo("ok");
            Thread.ofVirtual().start(stream::cancel);
            refused(ErrorCode.UPSTREAM_ERROR, "answer", () -> drain(stream));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 -1 OK\r\n\r\n",
                "HTTP/1.1 99 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 99999999999 OK\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/0.9 200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "<html>hello</html>",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX A: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A : b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\u0000b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\rX-B: b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\u001b[0m\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
                "",
            })
    void U04_a_malformed_answer_is_an_upstream_error(String answer) {
        refusedAnswer(ErrorCode.UPSTREAM_ERROR, "answer", (_, out) -> {
            out.write(bytes(answer));
            return false;
        });
    }

    @Test
    void U04_what_came_after_an_answer_is_not_the_answer_to_the_next_call() {
        String smuggled = head("Content-Length: 2") + "ok" + head("Content-Length: 5") + "false";
        try (RecordingUpstream upstream = RecordingUpstream.saying(smuggled)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            for (int i = 0; i < 3; i++) {
                assertThat(egress.call(get(urlOf(upstream)), access).body())
                        .asString()
                        .isEqualTo("ok");
            }
            assertThat(upstream.connections()).isEqualTo(3);
        }
    }

    @Test
    void U06_what_acts_on_a_browser_is_dropped() {
        UpstreamAnswer answer = answerTo((_, out) -> {
            out.write(bytes(head("Set-Cookie: a=1\r\nSet-Cookie2: b=2\r\nStrict-Transport-Security: max-age=1\r\n"
                            + "Content-Security-Policy: default-src *\r\nAccess-Control-Allow-Origin: *\r\n"
                            + "Access-Control-Expose-Headers: x\r\nAlt-Svc: h3=\":443\"\r\nClear-Site-Data: \"*\"\r\n"
                            + "Connection: keep-alive, X-Hop\r\nKeep-Alive: timeout=5\r\nX-Hop: 1\r\nProxy-Authenticate: Basic\r\n"
                            + "Retry-After: 3\r\nLink: </1>; rel=next\r\nlink: </2>; rel=last\r\nX-RateLimit-Remaining: 0\r\n"
                            + "Content-Type: text/html\r\nContent-Length: 2")
                    + "ok"));
            return true;
        });
        assertThat(answer.headers())
                .containsOnlyKeys("retry-after", "link", "x-ratelimit-remaining", "content-type", "content-length")
                .containsEntry("link", List.of("</1>; rel=next", "</2>; rel=last"));
    }

    private void refusedAnswer(ErrorCode code, String finding, String answer) {
        refusedAnswer(code, finding, (_, out) -> {
            out.write(bytes(answer));
            return true;
        });
    }

    private void refusedAnswer(ErrorCode code, String finding, Answer answer) {
        refused(code, finding, () -> answerTo(answer));
    }

    private UpstreamAnswer answerTo(Answer answer) {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), answer)) {
            return egress.call(get(urlOf(upstream)), TestAccess.to("api.test:" + upstream.port()));
        }
    }

    private void endsInTime(Answer answer) {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), answer)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            long started = System.nanoTime();
            timesOut(() -> egress.call(get(urlOf(upstream)), access, TestEgress.token(), SHORT));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
        }
    }

    /** On a busy machine the time may be over before the connection is there. */
    private static void timesOut(Runnable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call::run);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
        assertThat(refusal.finding()).get().isIn("connect", "answer");
    }

    private UpstreamStream open(RecordingUpstream upstream, Duration silence) {
        return egress.open(get(urlOf(upstream)), TestAccess.to("api.test:" + upstream.port()), silence);
    }

    private static void drain(UpstreamStream stream) {
        try {
            stream.body().transferTo(OutputStream.nullOutputStream());
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String urlOf(RecordingUpstream upstream) {
        return "https://api.test:" + upstream.port() + "/";
    }

    private static String head(String headers) {
        return "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Answer answer(String headers, byte[] body) {
        return (_, out) -> {
            out.write(bytes(head(headers + "\r\nContent-Length: " + body.length)));
            out.write(body);
            return true;
        };
    }

    /** Until the other side closes: the thread is virtual and ends with the run at the latest. */
    private static boolean hang() {
        await(new CountDownLatch(1));
        return false;
    }

    private static boolean drip(OutputStream out, String start, String drop) throws IOException {
        out.write(bytes(start));
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            out.write(bytes(drop));
            out.flush();
            try {
                if (never.await(20, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException stopped) {
                return false;
            }
        }
    }

    private static boolean flood(OutputStream out, String start, String drop) throws IOException {
        out.write(bytes(start));
        byte[] many = bytes(drop.repeat(1_000));
        while (true) {
            out.write(many);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] packed(String coding, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing =
                switch (coding) {
                    case "deflate" -> new DeflaterOutputStream(out);
                    case "raw-deflate" -> new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true));
                    default -> new GZIPOutputStream(out);
                }) {
            packing.write(body);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
        return out.toByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.StackProcess;
import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own: killed in the middle of calls, and looked into while it is idle. */
class ProxyProcessTest {

    private static final int CALLS = 200;
    private static final int AT_ONCE = 16;

    @TempDir
    private Path folder;

    /** Every call that reached the service is on record as pending at least, however suddenly the server ended. */
    @Test
    void F06_killed_in_the_middle_of_two_hundred_calls_none_was_made_that_nobody_recorded() throws Exception {
        var arrived = new CountDownLatch(CALLS / 2);
        var dead = new CountDownLatch(1);
        StackProcess server = StackProcess.up(folder.resolve("data"), "--allow-private-upstreams");
        try (UpstreamServer upstream = UpstreamServer.start();
                server;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            upstream.behave((_, exchange) -> {
                arrived.countDown();
                hold(dead);
                UpstreamServer.json(exchange, 200, "{}");
            });
            ProxyScene scene = ProxyScene.of(operator(server), upstream, "logged", "[]");
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < CALLS; i += AT_ONCE) {
                tokens.add(scene.token());
            }
            for (int i = 0; i < CALLS; i++) {
                String token = tokens.get(i / AT_ONCE);
                String path = "/call/" + i;
                CompletableFuture.runAsync(() -> scene.get(token, upstream, path), threads);
            }
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            server.kill();
            dead.countDown();

            try (StackProcess again = StackProcess.up(folder.resolve("data"), "--allow-private-upstreams")) {
                Set<String> recorded = new TreeSet<>();
                var reader = new Scene(operator(again), scene.agent(), "", "");
                reader.entries("credential.proxy").stream()
                        .map(row -> (JsonObject) row.get("metadata").orElseThrow())
                        .flatMap(metadata -> metadata.get("path").stream())
                        .forEach(path -> recorded.add(Scene.text(path)));
                Set<String> made = new TreeSet<>();
                upstream.received().forEach(call -> made.add(call.target()));
                assertThat(made).hasSizeGreaterThanOrEqualTo(CALLS / 2);
                assertThat(recorded).containsAll(made);
                assertThat(new Http(again.url().getPort(), key())
                                .get("/v1/audit/verify-chain")
                                .member("valid"))
                        .hasToString("true");
            }
        }
    }

    /** Everything reachable in the process, after the credential came in, was used and came back, and nothing runs. */
    @Test
    void L02_a_heap_dump_of_the_idle_server_holds_no_credential() throws Exception {
        try (UpstreamServer upstream = UpstreamServer.start();
                StackProcess server = StackProcess.up(folder.resolve("data"), "--allow-private-upstreams")) {
            ProxyScene scene = ProxyScene.of(operator(server), upstream, "logged", "[]");
            String token = scene.token();
            for (int i = 0; i < 20; i++) {
                assertThat(scene.post(token, upstream, "/call/" + i, "{\"n\": " + i + "}")
                                .status())
                        .isEqualTo(200);
            }
            assertThat(upstream.received().getLast().header("Authorization")).contains(scene.secret());
            String next = "sk_canary_" + RandomText.of(24, new SecureRandom());
            // The last thing that comes in, on a connection of its own: nothing after it overwrites a buffer by chance.
            new Http(server.url().getPort(), null).raw(replacement(scene, next));

            Path dump = folder.resolve("idle.hprof");
            heapDump(server.pid(), dump);
            assertThat(occurrences(dump, scene.agent().getBytes(StandardCharsets.US_ASCII)))
                    .as("the search finds what is there")
                    .isPositive();
            for (String secret : List.of(scene.secret(), next)) {
                byte[] ascii = secret.getBytes(StandardCharsets.US_ASCII);
                assertThat(occurrences(dump, ascii)).as("as bytes").isZero();
                assertThat(occurrences(dump, secret.getBytes(StandardCharsets.UTF_16BE)))
                        .as("as characters")
                        .isZero();
                assertThat(occurrences(dump, secret.getBytes(StandardCharsets.UTF_16LE)))
                        .as("as characters, the other way round")
                        .isZero();
                byte[] base64 = Base64.getEncoder().withoutPadding().encode(ascii);
                assertThat(occurrences(dump, base64)).as("in base64").isZero();
            }
        }
    }

    private static String replacement(ProxyScene scene, String secret) {
        String body = "{\"credential\": \"" + secret + "\"}";
        return "POST /v1/services/" + scene.connection() + "/credential HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + scene.operator().key() + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    private Operator operator(StackProcess server) throws IOException {
        return new Operator(
                new OperatorId("unknown"), key(), new Http(server.url().getPort(), key()));
    }

    private String key() throws IOException {
        return Files.readAllLines(folder.resolve("data/operator.key"))
                .getFirst()
                .strip();
    }

    private static void heapDump(long pid, Path file) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.heap_dump",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
    }

    /** How often {@code wanted} stands in the file, wherever it begins. */
    private static long occurrences(Path file, byte[] wanted) throws IOException {
        long found = 0;
        byte[] window = new byte[1 << 20];
        int kept = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int read = in.readNBytes(window, kept, window.length - kept);
                    read > 0;
                    read = in.readNBytes(window, kept, window.length - kept)) {
                int end = kept + read;
                for (int i = 0; i + wanted.length <= end; i++) {
                    if (matches(window, i, wanted)) {
                        found++;
                    }
                }
                kept = Math.min(wanted.length - 1, end);
                System.arraycopy(window, end - kept, window, 0, kept);
            }
        }
        return found;
    }

    private static boolean matches(byte[] window, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (window[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static void hold(CountDownLatch until) throws IOException {
        try {
            if (!until.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}

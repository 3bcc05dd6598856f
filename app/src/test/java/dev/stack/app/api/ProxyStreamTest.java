// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.stack.app.web.Http.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that take long are handed on while they arrive. */
class ProxyStreamTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(SERVER, upstream, "enforced", "[]");

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void each_event_arrives_before_the_next_is_sent() throws Exception {
        var next = new Semaphore(0);
        upstream.behave((_, exchange) -> {
            head(exchange);
            for (int i = 0; i < 3; i++) {
                say(exchange, "data: " + i + "\n\n");
                take(next);
            }
        });
        HttpResponse<InputStream> answer = stream(scene.token(), "\"method\": \"GET\"", true);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(answer.headers().firstValue("X-STACK-Upstream-Status")).contains("200");
        var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            assertThat(lines.readLine()).isEqualTo("data: " + i);
            assertThat(lines.readLine()).isEmpty();
            next.release();
        }
        assertThat(lines.readLine()).isNull();
        Scene.await("the end on record", () -> scene.entries().size() == 3);
        assertThat(scene.outcomes()).containsExactly("pending", "success", "success");
    }

    @Test
    void the_member_stream_asks_for_it_as_well_and_the_status_is_the_services() throws Exception {
        upstream.behave((_, exchange) -> UpstreamServer.json(exchange, 404, "{\"no\":1}"));
        HttpResponse<InputStream> answer = stream(scene.token(), "\"method\": \"GET\", \"stream\": true", false);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("X-STACK-Upstream-Status")).contains("404");
        assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"no\":1}");
    }

    @Test
    void our_own_refusal_of_a_stream_has_no_status_of_a_service() throws Exception {
        HttpResponse<InputStream> answer = stream("not-a-passport", "\"method\": \"GET\"", true);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-STACK-Upstream-Status")).isEmpty();
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void the_credential_is_taken_out_of_a_stream_even_in_pieces() throws Exception {
        upstream.behave((request, exchange) -> {
            head(exchange);
            String echo = "data: " + request.header("Authorization") + "\n\n";
            for (int i = 0; i < echo.length(); i += 5) {
                say(exchange, echo.substring(i, Math.min(echo.length(), i + 5)));
            }
        });
        HttpResponse<InputStream> answer = stream(scene.token(), "\"method\": \"GET\"", true);
        String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("data: Bearer ").doesNotContain(scene.secret());
    }

    @Test
    void revoking_the_passport_cuts_its_stream() throws Exception {
        var go = new CountDownLatch(1);
        upstream.behave((_, exchange) -> {
            head(exchange);
            say(exchange, "data: first\n\n");
            try {
                go.await(20, TimeUnit.SECONDS);
                for (int i = 0; i < 2_000; i++) {
                    say(exchange, "data: more\n\n");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10)); // the pace of the service
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        });
        Answer issued = scene.issue("[\"" + scene.service() + "\"]");
        HttpResponse<InputStream> answer = stream(Scene.text(issued, "token"), "\"method\": \"GET\"", true);
        scene.revoke(Scene.text(issued, "jti"));
        go.countDown();
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        Scene.await("the cut on record", () -> scene.entries().size() == 3);
        assertThat(scene.outcomes()).containsExactly("pending", "success", "failure");
    }

    private HttpResponse<InputStream> stream(String token, String members, boolean accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(SERVER.url("/v1/proxy")))
                .header("Authorization", "Bearer " + scene.operator().key())
                .header("X-Passport-Token", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"service\": \"" + scene.service() + "\", \"url\": \""
                        + upstream.url("/events") + "\", " + members + "}"));
        if (accept) {
            request.header("Accept", "text/event-stream");
        }
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static void head(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    private static void say(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void take(Semaphore semaphore) throws IOException {
        try {
            if (!semaphore.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody read it");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}

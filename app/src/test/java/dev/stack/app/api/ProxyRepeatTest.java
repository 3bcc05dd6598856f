// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.RandomText;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call under a name of its caller's happens once. */
class ProxyRepeatTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final String HEADER = "X-STACK-Authority-Request-Id";

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(SERVER, upstream, "enforced", "[]");
    private final String token = scene.token();

    @AfterEach
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, "Idempotency-Key"})
    void a_repeat_gets_the_recorded_answer_byte_for_byte_and_nothing_is_sent_again(String header) {
        String id = id();
        Answer first = scene.post(token, upstream, "/pay", "{\"amount\": 5}", header, id);
        Answer second = scene.post(token, upstream, "/pay", "{\"amount\": 5}", header, id);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void another_request_under_the_same_name_is_a_conflict() {
        String id = id();
        scene.post(token, upstream, "/pay", "{\"amount\": 5}", HEADER, id);
        scene.post(token, upstream, "/pay", "{\"amount\": 6}", HEADER, id).isProblem(409, ErrorCode.CONFLICT);
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void while_it_runs_a_repeat_is_told_to_wait() throws Exception {
        var arrived = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        upstream.behave((_, exchange) -> {
            arrived.countDown();
            await(finish);
            UpstreamServer.json(exchange, 200, "{}");
        });
        String id = id();
        var first = CompletableFuture.supplyAsync(() -> scene.post(token, upstream, "/pay", "{}", HEADER, id));
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        Answer second = scene.post(token, upstream, "/pay", "{}", HEADER, id);
        second.isProblem(409, ErrorCode.CONFLICT);
        assertThat(second.header("Retry-After")).isEqualTo("1");
        assertThat(Scene.text(status(id), "delivery_state")).isEqualTo("dispatching");
        finish.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void of_many_at_once_one_is_sent() {
        String id = id();
        List<CompletableFuture<Answer>> calls = IntStream.range(0, 12)
                .mapToObj(
                        _ -> CompletableFuture.supplyAsync(() -> scene.post(token, upstream, "/pay", "{}", HEADER, id)))
                .toList();
        List<Integer> statuses =
                calls.stream().map(call -> call.join().status()).toList();
        assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void when_the_answer_was_lost_that_is_said_and_nothing_is_sent_again() {
        upstream.behave((_, exchange) -> exchange.close());
        String id = id();
        scene.post(token, upstream, "/pay", "{}", HEADER, id).isProblem(502, ErrorCode.UPSTREAM_ERROR);
        upstream.behave((_, exchange) -> UpstreamServer.json(exchange, 200, "{}"));
        Answer second = scene.post(token, upstream, "/pay", "{}", HEADER, id);
        second.isProblem(503, ErrorCode.OUTCOME_UNKNOWN);
        assertThat(upstream.received()).hasSize(1);
        assertThat(Scene.text(status(id), "delivery_state")).isEqualTo("outcome_unknown");
        assertThat(scene.outcomes()).startsWith("pending", "failure");
    }

    @Test
    void a_refused_call_leaves_its_name_free() {
        String id = id();
        scene.call(token, "\"method\": \"POST\", \"url\": \"/relative\", \"body\": {}", HEADER, id)
                .isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(scene.post(token, upstream, "/pay", "{}", HEADER, id).status())
                .isEqualTo(200);
    }

    @Test
    void after_a_day_the_name_is_free_again() {
        String id = id();
        scene.post(token, upstream, "/pay", "{}", HEADER, id);
        SERVER.clock().forward(Duration.ofHours(25));
        assertThat(scene.post(scene.token(), upstream, "/pay", "{}", HEADER, id).status())
                .isEqualTo(200);
        assertThat(upstream.received()).hasSize(2);
    }

    @Test
    void the_state_of_a_call_is_told_to_its_agent_alone() {
        String id = id();
        scene.post(token, upstream, "/pay", "{}", HEADER, id);
        Answer status = status(id);
        assertThat(Scene.text(status, "operation_id")).isEqualTo(id);
        assertThat(Scene.text(status, "delivery_state")).isEqualTo("response_received");
        assertThat(Scene.text(status, "replay_state")).isEqualTo("available");
        assertThat(Scene.text(status, "accounting_state")).isEqualTo("committed");
        assertThat(Scene.text(status, "provider_outcome")).isEqualTo("not_required");
        assertThat(status.member("provider_status")).isEqualTo(JsonValue.NULL);
        assertThat(status.member("method")).isEqualTo(new JsonString("POST"));
        assertThat(status.member("response").toString()).contains("\"ok\":true");

        ProxyScene other = ProxyScene.of(scene.operator(), upstream, "enforced", "[]");
        operation(other, other.token(), id).isProblem(404, ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "has space has space has space", "umlaut-\u00fc-umlaut-umlaut-umlaut"})
    void a_name_of_another_form_is_refused(String bad) {
        Answer refused = scene.post(token, upstream, "/pay", "{}", HEADER, bad);
        refused.isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(upstream.received()).isEmpty();
    }

    private Answer status(String id) {
        return operation(scene, token, id);
    }

    private static Answer operation(ProxyScene scene, String token, String id) {
        return scene.http()
                .post(
                        "/v1/proxy/operations/get",
                        "{\"operation_id\": \"%s\", \"include_response\": true}".formatted(id),
                        "X-Passport-Token",
                        token);
    }

    private static String id() {
        return RandomText.of(24, new SecureRandom());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.vocabulary.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Repeating a request with its key. */
class RepeatTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void W08_the_same_key_and_body_give_the_first_answer_byte_for_byte() {
        String body =
                "{\"agent_id\": \"%s\", \"intent\": {\"summary\": \"x\", \"services\": []}}".formatted(scene.agent());
        Answer first = scene.http().post("/v1/passports/issue", body, "Idempotency-Key", "w08");
        Answer again = scene.http().post("/v1/passports/issue", body, "Idempotency-Key", "w08");
        assertThat(again.status()).isEqualTo(first.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(scene.entries("passport.issue")).hasSize(1);
    }

    @Test
    void W09_the_same_key_with_another_body_is_a_conflict() {
        scene.http().post("/v1/agents/register", "{\"name\": \"w09 a\"}", "Idempotency-Key", "w09");
        scene.http()
                .post("/v1/agents/register", "{\"name\": \"w09 b\"}", "Idempotency-Key", "w09")
                .isProblem(409, ErrorCode.CONFLICT);
    }

    @Test
    void W10_a_hundred_at_once_have_one_effect() throws Exception {
        Http http = scene.http();
        int before = ((JsonArray) http.get("/v1/agents").value()).items().size();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = Collections.nCopies(
                    100, () -> http.post("/v1/agents/register", "{\"name\": \"w10\"}", "Idempotency-Key", "w10"));
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).as(answer.get().text()).isIn(201, 409);
            }
        }
        assertThat(((JsonArray) http.get("/v1/agents").value()).items()).hasSize(before + 1);
    }

    @Test
    void a_mission_is_opened_once_for_the_key_in_its_body() {
        String body = "{\"intent_summary\": \"x\", \"idempotency_key\": \"m1\"}";
        Answer first = scene.http().post("/v1/missions", body);
        Answer again = scene.http().post("/v1/missions", body);
        assertThat(again.member("mission_id")).isEqualTo(first.member("mission_id"));
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        scene.http()
                .post("/v1/agents/register", "{}", "Idempotency-Key", "free")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(scene.http()
                        .post("/v1/agents/register", "{\"name\": \"freed\"}", "Idempotency-Key", "free")
                        .status())
                .isEqualTo(201);
    }
}

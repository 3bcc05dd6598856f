// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Refreshing and revoking. */
class RefreshTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void the_old_token_works_within_the_overlap_and_is_dead_after_it() {
        Answer old = scene.issue();
        Answer fresh = refresh(Scene.text(old, "token"));
        assertThat(fresh.status()).isEqualTo(201);
        assertThat(fresh.member("session_id")).isEqualTo(old.member("session_id"));
        assertThat(fresh.member("mission_id")).isEqualTo(old.member("mission_id"));
        assertThat(valid(old)).isTrue();

        SERVER.clock().forward(Duration.ofSeconds(11));

        assertThat(valid(old)).isFalse();
        assertThat(valid(fresh)).isTrue();
        assertThat(scene.checkpoint(Scene.text(old, "jti"), "[]")
                        .isProblem(401, ErrorCode.PASSPORT_REVOKED)
                        .text())
                .contains(Scene.text(fresh, "jti"));
    }

    @Test
    void eight_threads_refresh_one_token_and_none_fails() throws Exception {
        String token = Scene.text(scene.issue(), "token");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> calls = Collections.nCopies(8, () -> refresh(token));
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).isEqualTo(201);
            }
        }
    }

    @Test
    void revoking_the_session_ends_all_of_it() {
        Answer old = scene.issue();
        Answer fresh = refresh(Scene.text(old, "token"));
        Answer revoked = scene.http()
                .post("/v1/passports/revoke-session/" + Scene.text(old, "session_id"), "{\"reason\": null}");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(valid(old)).isFalse();
        assertThat(valid(fresh)).isFalse();
    }

    @Test
    void revoking_is_repeatable_and_says_whether_it_was_the_first() {
        Answer issued = scene.issue();
        String body = "{\"jti\": \"" + Scene.text(issued, "jti") + "\", \"reason\": \"off script\"}";
        Answer first = scene.http().post("/v1/passports/revoke", body);
        assertThat(first.member("already_revoked")).isEqualTo(new JsonBoolean(false));
        Answer second = scene.http().post("/v1/passports/revoke", body);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.member("already_revoked")).isEqualTo(new JsonBoolean(true));
        assertThat(second.member("revoked_at")).isEqualTo(first.member("revoked_at"));
        assertThat(scene.verify(Scene.text(issued, "token")).member("reason")).isEqualTo(new JsonString("REVOKED"));
    }

    @Test
    void withdrawing_all_access_ends_the_passports_and_the_next_one_carries_no_service() {
        Answer issued = scene.issue();
        Answer withdrawn = scene.http().send("DELETE", "/v1/services/agents/" + scene.agent() + "/revoke", null);
        assertThat(withdrawn.member("grants_removed").toString()).isEqualTo("2");
        assertThat(withdrawn.member("passports_revoked").toString()).isEqualTo("1");
        assertThat(valid(issued)).isFalse();
        Answer next = scene.issue();
        assertThat(next.member("services").toString()).isEqualTo("[]");
        assertThat(next.member("warnings").toString()).contains("No service is granted");
    }

    @Test
    void suspending_and_deleting_an_agent_end_its_passports() {
        Answer issued = scene.issue();
        scene.http()
                .send(
                        "PATCH",
                        "/v1/agents/" + scene.agent(),
                        "{\"status\": \"suspended\"}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
        assertThat(valid(issued)).isFalse();
        scene.issue().isProblem(403, ErrorCode.FORBIDDEN);

        Scene other = Scene.enforced(SERVER.operator());
        Answer live = other.issue();
        assertThat(other.http()
                        .send("DELETE", "/v1/agents/" + other.agent(), null)
                        .status())
                .isEqualTo(200);
        assertThat(other.verify(Scene.text(live, "token")).member("revoked")).isEqualTo(new JsonBoolean(true));
        other.issue().isProblem(404, ErrorCode.NOT_FOUND);
    }

    private Answer refresh(String token) {
        return scene.http().post("/v1/passports/refresh", "{\"token\": \"" + token + "\", \"ttl_seconds\": null}");
    }

    private boolean valid(Answer issued) {
        return scene.verify(Scene.text(issued, "token")).member("valid").equals(new JsonBoolean(true));
    }
}

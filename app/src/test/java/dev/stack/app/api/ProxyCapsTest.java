// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mission's caps on calls, and each of the three things that may happen at the limit. */
class ProxyCapsTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(SERVER, upstream, "enforced", "[]");

    @AfterEach
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"cap_behavior\": {\"max_actions\": \"shout\"}"})
    void caps_of_a_mission_are_counted_before_anything_leaves(String behavior) {
        Answer mission = start("\"max_actions\": 2" + behavior);
        String token = token(mission);
        assertThat(scene.get(token, upstream, "/1").status()).isEqualTo(200);
        assertThat(scene.get(token, upstream, "/2").status()).isEqualTo(200);
        isOver(scene.get(token, upstream, "/3"), "max_actions", 2);
        isOver(scene.get(token, upstream, "/4"), "max_actions", 2);
        assertThat(upstream.received()).hasSize(2);
        assertThat(Scene.text(shown(mission), "status")).isEqualTo("active");
    }

    @Test
    void a_cap_that_revokes_ends_the_mission_and_its_passport_with_the_call_that_is_refused() {
        Answer mission = start("\"max_actions\": 1, \"cap_behavior\": {\"max_actions\": \"revoke\"}");
        String token = token(mission);
        assertThat(scene.get(token, upstream, "/within").status()).isEqualTo(200);
        isOver(scene.get(token, upstream, "/over"), "max_actions", 1);
        scene.get(token, upstream, "/after").isProblem(401, ErrorCode.PASSPORT_REVOKED);

        assertThat(upstream.received()).extracting(request -> request.target()).containsExactly("/within");
        assertThat(scene.outcomes()).containsExactly("pending", "success", "blocked", "blocked");
        isRevoked(mission);
    }

    @Test
    void a_cap_on_one_service_revokes_as_well() {
        Answer mission = start("\"max_actions_per_service\": {\"" + scene.service() + "\": 1},"
                + " \"cap_behavior\": {\"max_actions_per_service\": \"revoke\"}");
        String token = token(mission);
        assertThat(scene.get(token, upstream, "/within").status()).isEqualTo(200);
        isOver(scene.get(token, upstream, "/over"), "max_actions_per_service", 1);
        assertThat(upstream.received()).hasSize(1);
        isRevoked(mission);
    }

    @Test
    void a_cap_that_notifies_lets_the_call_through_and_puts_a_warning_on_record() {
        Answer mission = start("\"max_actions\": 1, \"cap_behavior\": {\"max_actions\": \"notify\"}");
        String token = token(mission);
        assertThat(scene.get(token, upstream, "/within").status()).isEqualTo(200);
        assertThat(scene.findings()).isEmpty();
        Answer over = scene.get(token, upstream, "/over");
        assertThat(over.status()).as(over.text()).isEqualTo(200);
        assertThat(scene.get(token, upstream, "/further").status()).isEqualTo(200);

        assertThat(upstream.received())
                .extracting(request -> request.target())
                .containsExactly("/within", "/over", "/further");
        assertThat(scene.outcomes()).hasSize(6).containsOnly("pending", "success");
        assertThat(scene.findings())
                .as("told once, not with every call")
                .singleElement()
                .satisfies(found -> {
                    assertThat(Scene.text(found, "signal")).isEqualTo("mission_cap_exceeded");
                    assertThat(Scene.text(found, "severity")).isEqualTo("warning");
                    assertThat(found.toString()).contains("max_actions of 1");
                });
        assertThat(Scene.text(shown(mission), "status")).isEqualTo("active");
    }

    private Answer start(String caps) {
        Answer mission = scene.http().post("/v1/missions/start", """
                {"agent_id": "%s", "mission": {"intent_summary": "A few calls", "intent_services": ["%s"],
                 %s}}""".formatted(scene.agent(), scene.service(), caps));
        assertThat(mission.status()).as(mission.text()).isEqualTo(201);
        return mission;
    }

    private static String token(Answer mission) {
        return Scene.text((JsonObject) mission.member("passport"), "token");
    }

    /** Refused for a cap that is used up, which the details name. */
    private static void isOver(Answer refused, String cap, long limit) {
        refused.isProblem(403, ErrorCode.MISSION_CAP_EXCEEDED);
        JsonValue details =
                ((JsonObject) refused.member("error")).get("details").orElseThrow();
        assertThat(Scene.text((JsonObject) details, "cap")).isEqualTo(cap);
        assertThat(((JsonObject) details).get("limit")).contains(JsonNumber.of(limit));
        assertThat(((JsonObject) details).get("used")).contains(JsonNumber.of(limit));
    }

    private void isRevoked(Answer mission) {
        assertThat(Scene.text(shown(mission), "status")).isEqualTo("revoked");
        assertThat(Scene.text(shown(mission), "terminal_state")).isEqualTo("revoked_adversarial");
        Answer verified = scene.http().post("/v1/passports/verify", "{\"token\": \"" + token(mission) + "\"}");
        assertThat(verified.member("valid")).hasToString("false");
    }

    private JsonObject shown(Answer mission) {
        return scene.http()
                .get("/v1/missions/" + Scene.text(mission, "mission_id"))
                .json();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Missions: opened or started, ended once, and never outlived by a passport. */
class MissionTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void starting_gives_a_mission_and_its_passport_or_neither() {
        Answer started = start("\"intent_summary\": \"Digest\", \"intent_services\": [\"slack\"]");
        assertThat(started.status()).isEqualTo(201);
        JsonObject passport = (JsonObject) started.member("passport");
        assertThat(passport.get("mission_id")).contains(started.member("mission_id"));

        long before = missions();
        scene.http()
                .post("/v1/missions/start", """
                {"agent_id": "%s", "mission": {"intent_summary": "x", "intent_services": ["slack"]},
                 "passport": {"scopes": [{"service_connection_id": "scon_none", "scopes": []}]}}""".formatted(scene.agent()))
                .isProblem(400, ErrorCode.SCOPE_ESCALATION);
        assertThat(missions()).isEqualTo(before);
    }

    @Test
    void completing_ends_its_passports_and_is_repeatable() {
        Answer started = start("\"intent_summary\": \"Digest\"");
        String mission = Scene.text(started, "mission_id");
        String token = Scene.text((JsonObject) started.member("passport"), "token");

        Answer first = scene.http().post("/v1/missions/" + mission + "/complete", "{\"output\": {\"posts\": 3}}");
        assertThat(Scene.text(first, "terminal_state")).isEqualTo("completed_successful");
        assertThat(first.member("transitioned")).isEqualTo(new JsonBoolean(true));
        Answer again = scene.http().post("/v1/missions/" + mission + "/complete", "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.member("transitioned")).isEqualTo(new JsonBoolean(false));
        assertThat(again.member("completed_at")).isEqualTo(first.member("completed_at"));

        assertThat(scene.verify(token).member("reason")).isEqualTo(new JsonString("REVOKED"));
        Answer refused = scene.issue("\"mission_ids\": [\"" + mission + "\"]").isProblem(403, ErrorCode.MISSION_ENDED);
        assertThat(refused.text()).contains("Mission " + mission + " is completed");
        scene.http()
                .post("/v1/passports/refresh", "{\"token\": \"" + token + "\"}")
                .isProblem(403, ErrorCode.MISSION_ENDED);
    }

    @Test
    void a_revoked_and_an_expired_mission_say_so_in_the_words_clients_know() {
        String revoked = Scene.text(start("\"intent_summary\": \"Digest\""), "mission_id");
        scene.http().post("/v1/missions/" + revoked + "/revoke", "{\"reason\": \"adversarial\", \"notes\": \"odd\"}");
        assertThat(scene.issue("\"mission_ids\": [\"" + revoked + "\"]")
                        .isProblem(403, ErrorCode.MISSION_ENDED)
                        .text())
                .contains("Mission " + revoked + " is revoked");

        String expired = Scene.text(start("\"intent_summary\": \"Digest\", \"expires_in_seconds\": 60"), "mission_id");
        SERVER.clock().forward(Duration.ofSeconds(61));
        assertThat(scene.issue("\"mission_ids\": [\"" + expired + "\"]")
                        .isProblem(403, ErrorCode.MISSION_ENDED)
                        .text())
                .contains("Mission " + expired + " has expired");
        Answer completed = scene.http().post("/v1/missions/" + expired + "/complete", "{}");
        assertThat(completed.status()).isEqualTo(200);
        assertThat(Scene.text(completed, "terminal_state")).isEqualTo("expired");

        assertThat(scene.issue("\"mission_ids\": [\"ms_none\"]")
                        .isProblem(404, ErrorCode.NOT_FOUND)
                        .text())
                .contains("Mission ms_none not found");
    }

    @Test
    void no_passport_outlives_its_mission_whatever_is_reported() {
        Answer started = start("\"intent_summary\": \"Digest\", \"expires_in_seconds\": 120");
        Instant end = Instant.parse(Scene.text(started, "expires_at"));
        JsonObject passport = (JsonObject) started.member("passport");
        assertThat(Instant.parse(Scene.text(passport, "expires_at"))).isBeforeOrEqualTo(end);
        Answer checkpoint = scene.checkpoint(Scene.text(passport, "jti"), "[\"slack\"]");
        assertThat(Instant.parse(Scene.text(checkpoint, "expires_at"))).isBeforeOrEqualTo(end);
    }

    @Test
    void an_issue_without_a_mission_opens_one_that_ends_with_the_checkout() {
        Answer issued = scene.issue();
        String mission = Scene.text(issued, "mission_id");
        Answer open = scene.http().get("/v1/missions/" + mission);
        assertThat(open.member("implicit")).isEqualTo(new JsonBoolean(true));
        assertThat(open.member("status")).isEqualTo(new JsonString("active"));
        scene.checkout(Scene.text(issued, "jti"), "[\"slack\"]");
        assertThat(scene.http().get("/v1/missions/" + mission).member("status")).isEqualTo(new JsonString("completed"));
    }

    @Test
    void renewing_gives_the_next_passport_and_keeps_the_deadline() {
        Answer started = start("\"intent_summary\": \"Digest\", \"intent_services\": [\"slack\"]");
        String mission = Scene.text(started, "mission_id");
        Answer renewed = scene.http().post("/v1/missions/" + mission + "/renew", "{}");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.member("expires_at")).isEqualTo(started.member("expires_at"));
        JsonObject before = (JsonObject) started.member("passport");
        JsonObject after = (JsonObject) renewed.member("passport");
        assertThat(after.get("session_id")).isEqualTo(before.get("session_id"));
        assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));
    }

    @Test
    void a_mission_of_one_agent_takes_no_other() {
        String other = Scene.text(scene.http().post("/v1/agents/register", "{\"name\": \"other\"}"), "id");
        String mission = Scene.text(start("\"intent_summary\": \"Digest\""), "mission_id");
        scene.http().post("/v1/passports/issue", """
                {"agent_id": "%s", "mission_ids": ["%s"]}""".formatted(other, mission)).isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void what_was_declared_is_shown_again() {
        Answer opened = scene.http().post("/v1/missions", """
                {"intent_summary": "Digest", "max_actions": 2, "expected_output_shape": {"posts": "number"}}""");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.member("max_actions")).isEqualTo(JsonNumber.of(2));
        assertThat(opened.member("agent_id")).isEqualTo(JsonValue.NULL);
        Answer read = scene.http().get("/v1/missions/" + Scene.text(opened, "mission_id"));
        assertThat(read.member("expected_output_shape")).isEqualTo(opened.member("expected_output_shape"));
    }

    private Answer start(String mission) {
        return scene.http().post("/v1/missions/start", """
                {"agent_id": "%s", "mission": {%s}}""".formatted(scene.agent(), mission));
    }

    private long missions() {
        return ((JsonNumber) scene.http().get("/v1/missions?limit=1").member("total"))
                .asLong()
                .orElseThrow();
    }
}

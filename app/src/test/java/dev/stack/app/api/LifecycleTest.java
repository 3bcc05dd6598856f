// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A passport lives its whole life, and the log tells of it. */
class LifecycleTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void a_flagged_mission_is_approved_and_every_step_is_an_entry() {
        Answer issued = scene.issue("\"ttl_seconds\": 900, \"checkpoint_interval_seconds\": 300,"
                + " \"intent\": {\"summary\": \"Post\", \"services\": [\"slack\"]}");
        assertThat(issued.status()).isEqualTo(201);
        String jti = Scene.text(issued, "jti");
        Duration life = Duration.between(SERVER.clock().instant(), Instant.parse(Scene.text(issued, "expires_at")));
        assertThat(life).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
        assertThat(issued.member("accountability")).isEqualTo(new JsonString("enforced"));

        Answer checkpoint = scene.checkpoint(jti, "[\"slack\", \"github\"]");
        assertThat(checkpoint.status()).isEqualTo(200);
        assertThat(checkpoint.member("new_expires_at")).isNotEqualTo(JsonValue.NULL);
        assertThat(((JsonArray) checkpoint.member("flags")).items()).hasSize(1);

        Answer checkout = scene.checkout(jti, "[\"slack\", \"github\"]");
        assertThat(checkout.member("checkout_status")).isEqualTo(new JsonString("flagged"));
        assertThat(checkout.member("review_status")).isEqualTo(new JsonString("flagged"));
        JsonObject flag =
                (JsonObject) ((JsonArray) checkout.member("flags")).items().getFirst();
        assertThat(Scene.text(flag, "type")).isEqualTo("undeclared_service");
        assertThat(Scene.text(flag, "severity")).isEqualTo("warning");

        Answer reviews = scene.http().get("/v1/passports/reviews?status=flagged&page=1&limit=20");
        assertThat(reviews.member("total")).isEqualTo(JsonNumber.of(1));
        String checkoutId = Scene.text(checkout, "checkout_id");
        Answer decided = scene.http()
                .post(
                        "/v1/passports/reviews/" + checkoutId + "/decide",
                        "{\"decision\": \"approved\", \"notes\": \"fine\"}");
        assertThat(Scene.text(decided, "review_id")).isEqualTo(checkoutId);
        assertThat(decided.member("passport_blocked")).isEqualTo(new JsonBoolean(false));
        assertThat(scene.http().get("/v1/passports/reviews?status=flagged").member("total"))
                .isEqualTo(JsonNumber.of(0));

        List<JsonObject> rows = scene.entries().stream()
                .filter(row -> row.get("passport_jti").orElseThrow().equals(new JsonString(jti)))
                .filter(row -> Scene.text(row, "action").startsWith("passport."))
                .toList();
        assertThat(rows)
                .extracting(row -> Scene.text(row, "action"))
                .containsExactly(
                        "passport.issue", "passport.checkpoint", "passport.checkout", "passport.review_decide");
        assertThat(rows).extracting(row -> Scene.text(row, "layer")).containsOnly("vault");
        assertThat(scene.http().get("/v1/audit/verify-chain").member("valid")).isEqualTo(new JsonBoolean(true));
    }

    @Test
    void a_mode_that_holds_to_the_intent_refuses_without_one() {
        scene.issue("\"ttl_seconds\": 900").isProblem(400, ErrorCode.ACCOUNTABILITY_REQUIRED);
        scene.issue("\"intent\": {\"summary\": \"\", \"services\": [\"slack\"]}")
                .isProblem(400, ErrorCode.ACCOUNTABILITY_REQUIRED);
        Scene.of(SERVER.operator(), "logged")
                .issue("\"ttl_seconds\": 900")
                .isProblem(400, ErrorCode.ACCOUNTABILITY_REQUIRED);
        assertThat(Scene.of(SERVER.operator(), "standard")
                        .issue("\"ttl_seconds\": 900")
                        .status())
                .isEqualTo(201);
        assertThat(scene.entries("passport.issue"))
                .extracting(row -> Scene.text(row, "outcome"))
                .containsExactly("blocked", "blocked");
    }

    @Test
    void one_second_after_a_missed_checkpoint_the_passport_is_dead_and_the_log_says_why() {
        Answer issued = scene.issue("\"checkpoint_interval_seconds\": 60,"
                + " \"intent\": {\"summary\": \"Post\", \"services\": [\"slack\"]}");
        String jti = Scene.text(issued, "jti");
        String token = Scene.text(issued, "token");

        SERVER.clock().forward(Duration.ofSeconds(61));

        scene.checkpoint(jti, "[]").isProblem(401, ErrorCode.PASSPORT_EXPIRED);
        assertThat(scene.verify(token).member("reason")).isEqualTo(new JsonString("EXPIRED"));
        Scene.await("checkpoint_silence", () -> scene.entries("detector.fire").stream()
                .anyMatch(row -> row.toString().contains(jti)));
        scene.http()
                .post("/v1/passports/refresh", "{\"token\": \"" + token + "\"}")
                .isProblem(401, ErrorCode.PASSPORT_EXPIRED);
        assertThat(scene.checkout(jti, "[\"slack\"]").status()).isEqualTo(200);
    }

    @Test
    void a_service_neither_declared_nor_granted_ends_an_enforced_passport() {
        Answer issued = scene.issue();
        String jti = Scene.text(issued, "jti");
        Answer checkpoint = scene.checkpoint(jti, "[\"stripe\"]");
        assertThat(checkpoint.status()).isEqualTo(200);
        assertThat(checkpoint.member("accepted")).isEqualTo(new JsonBoolean(false));
        scene.checkpoint(jti, "[]").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.verify(Scene.text(issued, "token")).member("revoked")).isEqualTo(new JsonBoolean(true));
    }

    @Test
    void a_blocked_review_blocks_the_agent_until_it_is_unblocked() {
        Answer issued = scene.issue();
        Answer checkout = scene.checkout(Scene.text(issued, "jti"), "[\"github\"]");
        Answer decided = scene.http()
                .post(
                        "/v1/passports/reviews/" + Scene.text(checkout, "checkout_id") + "/decide",
                        "{\"decision\": \"block\"}");
        assertThat(Scene.text(decided, "decision")).isEqualTo("blocked");
        assertThat(decided.member("passport_blocked")).isEqualTo(new JsonBoolean(true));
        scene.issue().isProblem(403, ErrorCode.PASSPORT_BLOCKED);
        assertThat(scene.http()
                        .post("/v1/agents/" + scene.agent() + "/unblock", "")
                        .status())
                .isEqualTo(200);
        assertThat(scene.issue().status()).isEqualTo(201);
    }

    @Test
    void a_critical_flag_blocks_at_once_where_the_agent_says_so_and_approval_frees_it() {
        scene.http()
                .send(
                        "PATCH",
                        "/v1/agents/" + scene.agent(),
                        "{\"on_warning\": \"block\"}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
        Answer checkout = scene.checkout(Scene.text(scene.issue(), "jti"), "[\"github\"]");
        assertThat(checkout.member("checkout_status")).isEqualTo(new JsonString("blocked"));
        scene.issue().isProblem(403, ErrorCode.PASSPORT_BLOCKED);
        scene.http()
                .post(
                        "/v1/passports/reviews/" + Scene.text(checkout, "checkout_id") + "/decide",
                        "{\"decision\": \"approved\"}");
        assertThat(scene.issue().status()).isEqualTo(201);
    }

    @Test
    void J24_a_decision_cannot_be_taken_twice() {
        Answer checkout = scene.checkout(Scene.text(scene.issue(), "jti"), "[\"github\"]");
        String route = "/v1/passports/reviews/" + Scene.text(checkout, "checkout_id") + "/decide";
        assertThat(scene.http().post(route, "{\"decision\": \"approved\"}").status())
                .isEqualTo(200);
        scene.http().post(route, "{\"decision\": \"approved\"}").isProblem(409, ErrorCode.CONFLICT);
        scene.checkout(Scene.text(checkout, "jti"), "[]").isProblem(409, ErrorCode.ALREADY_CHECKED_OUT);
    }

    @Test
    void a_standard_passport_checks_out_clean_and_goes_on() {
        Scene standard = Scene.of(SERVER.operator(), "standard");
        Answer issued = standard.issue("\"ttl_seconds\": 600");
        String jti = Scene.text(issued, "jti");
        standard.checkpoint(jti, "[]").isProblem(404, ErrorCode.CHECKPOINT_NOT_AVAILABLE);
        Answer checkout = standard.checkout(jti, "[\"stripe\"]");
        assertThat(checkout.member("checkout_status")).isEqualTo(new JsonString("clean"));
        assertThat(standard.verify(Scene.text(issued, "token")).member("valid")).isEqualTo(new JsonBoolean(true));
    }
}

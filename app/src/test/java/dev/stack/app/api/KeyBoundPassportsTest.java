// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Base64Url;
import dev.stack.passport.Thumbprint;
import dev.stack.vocabulary.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Passports that are of no use to whoever merely copied them. */
class KeyBoundPassportsTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final UpstreamServer UPSTREAM = UpstreamServer.start();

    private final ProxyScene scene = ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]");
    private final AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());

    @AfterAll
    static void stop() {
        UPSTREAM.close();
    }

    @Test
    void a_passport_asked_for_with_a_proof_is_bound_to_that_key() {
        Answer issued = bound();
        assertThat(Scene.text(issued, "token_type")).isEqualTo("DPoP");
        assertThat(confirmation(Scene.text(issued, "token"))).contains("{\"jkt\":\"" + key.thumbprint() + "\"}");
        Answer unbound = scene.issue("[\"" + scene.service() + "\"]");
        assertThat(Scene.text(unbound, "token_type")).isEqualTo("Bearer");
        assertThat(confirmation(Scene.text(unbound, "token"))).doesNotContain("\"cnf\"");
    }

    @Test
    void a_call_with_a_proof_goes_through_and_every_entry_says_how_the_passport_was_presented() {
        String token = Scene.text(bound(), "token");
        Answer answer = call(token, key.proof("POST", "/v1/proxy", token));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(scene.entries()).hasSizeGreaterThan(1).allSatisfy(entry -> {
            assertThat(presentation(entry)).isEqualTo("dpop");
            assertThat(Scene.text((JsonObject) entry.get("metadata").orElseThrow(), "credential"))
                    .isEqualTo("api_key");
        });
    }

    @Test
    void a_call_with_an_unbound_passport_is_marked_as_the_weaker_one() {
        assertThat(call(scene.token()).status()).isEqualTo(200);
        assertThat(scene.entries()).isNotEmpty().allSatisfy(entry -> assertThat(presentation(entry))
                .isEqualTo("bearer"));
    }

    @Test
    void a_bound_passport_without_a_proof_is_of_no_use() {
        String token = Scene.text(bound(), "token");
        Answer refused = call(token).isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(refused.text()).contains("\"reason\":\"proof_missing\"");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("DPoP error=\"invalid_dpop_proof\"");
        assertThat(scene.outcomes()).containsExactly("blocked");
    }

    @Test
    void a_proof_counts_once_at_whichever_edge() {
        String token = Scene.text(bound(), "token");
        String proof = key.proof("POST", "/v1/proxy", token);
        assertThat(call(token, proof).status()).isEqualTo(200);
        for (int edge = 0; edge < 3; edge++) { // each of the edges, where there are some
            requireReason(call(token, proof), "proof_replayed");
        }
    }

    @Test
    void a_proof_by_another_key_is_refused_even_when_it_is_the_agents_own() {
        String token = Scene.text(bound(), "token");
        AgentKey second = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        requireReason(call(token, second.proof("POST", "/v1/proxy", token)), "proof_of_another_key");
        AgentKey strange = AgentKey.of(SERVER, scene.agent());
        requireReason(call(token, strange.proof("POST", "/v1/proxy", token)), "proof_of_another_key");
    }

    @Test
    void a_proof_of_another_request_is_refused() {
        String token = Scene.text(bound(), "token");
        String other = Scene.text(bound(), "token");
        String ath = ath(token);
        String url = key.url("/v1/proxy");
        for (String proof : List.of(
                key.proof("GET", "/v1/proxy", token),
                key.dpop("post", url, ath),
                key.proof("POST", "/v1/proxy", other),
                key.proof("POST", "/v1/proxy"),
                key.proof("POST", "/v1/Proxy", token),
                key.proof("POST", "/v1/proxy/operations/get", token),
                key.proof("POST", "/v1/proxy//", token),
                key.dpop("POST", url + "?", ath),
                key.dpop("POST", url + "?a=b", ath),
                key.dpop("POST", url + "#a", ath),
                key.dpop("POST", url.replace("http:", "https:"), ath),
                key.dpop("POST", url.replace("127.0.0.1", "127.0.0.1.example.com"), ath),
                key.dpop("POST", url.replace("http://", "http://user@"), ath),
                key.dpop("POST", url.replaceFirst(":\\d+/", "/"), ath),
                key.dpop("POST", "/v1/proxy", ath),
                "",
                "e30.e30.e30")) {
            requireReason(call(token, proof), "proof_invalid");
        }
        assertThat(call(token, key.dpop("POST", url.replace("http:", "HTTP:") + "/", ath))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_proof_is_good_for_a_minute() {
        String token = Scene.text(bound(), "token");
        String old = key.proof("POST", "/v1/proxy", token);
        SERVER.clock().forward(Duration.ofSeconds(62));
        requireReason(call(token, old), "proof_invalid");
    }

    @Test
    void two_proofs_are_none() {
        String token = Scene.text(bound(), "token");
        Answer refused = scene.call(
                token,
                members(),
                "DPoP",
                key.proof("POST", "/v1/proxy", token),
                "DPoP",
                key.proof("POST", "/v1/proxy", token));
        requireReason(refused, "proof_invalid");
    }

    @Test
    void wherever_the_token_is_the_credential_the_proof_is_asked_for() {
        String token = Scene.text(bound(), "token");
        String refresh = "{\"token\": \"" + token + "\"}";
        String delegate = delegate(token, scene.agent(), "");
        requireReason(scene.http().post("/v1/passports/refresh", refresh), "proof_missing");
        requireReason(scene.http().post("/v1/passports/delegate", delegate), "proof_missing");
        requireReason(
                scene.http().get("/v1/credentials/" + scene.service(), "X-Passport-Token", token), "proof_missing");
        requireReason(
                scene.http().post("/v1/proxy/operations/get", "{\"operation_id\": \"x\"}", "X-Passport-Token", token),
                "proof_missing");

        String path = "/v1/proxy/operations/get";
        scene.http()
                .post(
                        path,
                        "{\"operation_id\": \"x\"}",
                        "X-Passport-Token",
                        token,
                        "DPoP",
                        key.proof("POST", path, token))
                .isProblem(404, ErrorCode.NOT_FOUND);
    }

    @Test
    void a_refreshed_passport_stays_bound_and_its_entry_says_how_the_old_one_was_presented() {
        String token = Scene.text(bound(), "token");
        Answer next = scene.http()
                .post(
                        "/v1/passports/refresh",
                        "{\"token\": \"" + token + "\"}",
                        "DPoP",
                        key.proof("POST", "/v1/passports/refresh", token));
        assertThat(next.status()).as(next.text()).isEqualTo(201);
        assertThat(confirmation(Scene.text(next, "token"))).contains(key.thumbprint());
        assertThat(presentation(story("passport.refresh"))).isEqualTo("dpop");
        requireReason(call(Scene.text(next, "token")), "proof_missing");
    }

    @Test
    void a_refused_proof_is_refused_again_under_the_same_key_of_the_request() {
        String body = "{\"token\": \"" + Scene.text(bound(), "token") + "\"}";
        for (int time = 0; time < 2; time++) {
            requireReason(
                    scene.http().post("/v1/passports/refresh", body, "Idempotency-Key", "refused-proof"),
                    "proof_missing");
        }
    }

    @Test
    void an_unbound_passport_can_be_bound_when_it_is_refreshed() {
        String token = scene.token();
        Answer next = scene.http()
                .post(
                        "/v1/passports/refresh",
                        "{\"token\": \"" + token + "\"}",
                        "DPoP",
                        key.proof("POST", "/v1/passports/refresh", token));
        assertThat(Scene.text(next, "token_type")).isEqualTo("DPoP");
        assertThat(presentation(story("passport.refresh"))).isEqualTo("bearer");
    }

    @Test
    void a_key_may_be_named_instead_of_proved_if_it_is_a_live_one_of_the_agent() {
        Answer named = issue("\"confirmation\": {\"jkt\": \"" + key.thumbprint() + "\"}");
        assertThat(Scene.text(named, "token_type")).isEqualTo("DPoP");
        String strange = AgentKey.of(SERVER, scene.agent()).thumbprint();
        issue("\"confirmation\": {\"jkt\": \"" + strange + "\"}").isProblem(400, ErrorCode.INVALID_REQUEST);
        issue("\"confirmation\": {}").isProblem(400, ErrorCode.INVALID_REQUEST);
        String other = AgentKey.enrolled(SERVER, scene.agent(), scene.http()).thumbprint();
        issue("\"confirmation\": {\"jkt\": \"" + other + "\"}", "DPoP", key.proof("POST", "/v1/passports/issue"))
                .isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_proof_by_no_key_of_the_agent_binds_nothing() {
        AgentKey strange = AgentKey.of(SERVER, scene.agent());
        requireReason(
                issue("\"ttl_seconds\": 900", "DPoP", strange.proof("POST", "/v1/passports/issue")),
                "proof_of_another_key");
        String proof = key.proof("POST", "/v1/passports/issue");
        assertThat(issue("\"ttl_seconds\": 900", "DPoP", proof).status()).isEqualTo(201);
        requireReason(issue("\"ttl_seconds\": 900", "DPoP", proof), "proof_replayed");
    }

    @Test
    void a_mission_starts_with_a_bound_passport_either_way() {
        String path = "/v1/missions/start";
        String body = """
                {"agent_id": "%s", "mission": {"intent_summary": "Call it", "intent_services": ["%s"]}%s}""";
        Answer proved = scene.http()
                .post(path, body.formatted(scene.agent(), scene.service(), ""), "DPoP", key.proof("POST", path));
        assertThat(Scene.text((JsonObject) proved.member("passport"), "token_type"))
                .isEqualTo("DPoP");
        String named = ", \"passport\": {\"confirmation\": {\"jkt\": \"" + key.thumbprint() + "\"}}";
        Answer confirmed = scene.http().post(path, body.formatted(scene.agent(), scene.service(), named));
        assertThat(Scene.text((JsonObject) confirmed.member("passport"), "token_type"))
                .isEqualTo("DPoP");
        Answer renewed = scene.http().post("/v1/missions/" + Scene.text(confirmed, "mission_id") + "/renew", "{}");
        assertThat(Scene.text((JsonObject) renewed.member("passport"), "token_type"))
                .isEqualTo("DPoP");
    }

    @Test
    void an_agent_that_requires_it_gets_no_unbound_passport() {
        scene.http()
                .send(
                        "PATCH",
                        "/v1/agents/" + scene.agent(),
                        "{\"require_key_bound\": true}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
        assertThat(scene.http().get("/v1/agents/" + scene.agent()).text()).contains("\"require_key_bound\":true");
        scene.issue("[\"" + scene.service() + "\"]").isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(bound().status()).isEqualTo(201);
    }

    @Test
    void what_is_delegated_from_a_bound_passport_is_bound_to_a_key_of_the_child() {
        String token = Scene.text(bound(), "token");
        String child = new DelegationScene(scene).agent("enforced");
        AgentKey childKey = AgentKey.enrolled(SERVER, child, scene.http());
        delegated(token, child, "").isProblem(400, ErrorCode.INVALID_REQUEST);
        delegated(token, child, ", \"confirmation\": {\"jkt\": \"" + key.thumbprint() + "\"}")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
        Answer passed = delegated(token, child, ", \"confirmation\": {\"jkt\": \"" + childKey.thumbprint() + "\"}");
        assertThat(Scene.text(passed, "token_type")).isEqualTo("DPoP");
        String childToken = Scene.text(passed, "token");
        requireReason(call(childToken, key.proof("POST", "/v1/proxy", childToken)), "proof_of_another_key");
        assertThat(call(childToken, childKey.proof("POST", "/v1/proxy", childToken))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_passports_bound_to_a_key_end_with_it() {
        String token = Scene.text(bound(), "token");
        Answer gone = scene.http().send("DELETE", "/v1/agents/" + scene.agent() + "/keys/" + key.thumbprint(), null);
        assertThat(gone.text()).contains("\"revoked_passports\":1");
        requireReason(call(token, key.proof("POST", "/v1/proxy", token)), "proof_of_another_key");
        assertThat(scene.http()
                        .post("/v1/passports/verify", "{\"token\": \"" + token + "\"}")
                        .member("reason"))
                .isEqualTo(new JsonString("REVOKED"));
    }

    @Test
    void an_agent_calls_with_its_own_token_and_its_own_proof() {
        String token = Scene.text(bound(), "token");
        Answer answer = key.http()
                .post(
                        "/v1/proxy",
                        "{\"service\": \"" + scene.service() + "\", " + members() + "}",
                        Map.of("X-Passport-Token", token, "DPoP", key.proof("POST", "/v1/proxy", token))
                                .entrySet()
                                .stream()
                                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                                .toArray(String[]::new));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(Scene.text(
                        (JsonObject) scene.entries().getLast().get("metadata").orElseThrow(), "credential"))
                .isEqualTo("agent_key");
    }

    @Test
    void a_cap_that_a_child_passes_with_its_own_key_ends_the_mission_all_the_same() {
        String mission = Scene.text(scene.http().post("/v1/missions", """
                        {"agent_id": "%s", "intent_summary": "Call it", "max_actions": 1,
                         "cap_behavior": {"max_actions": "revoke"}}""".formatted(scene.agent())), "mission_id");
        Answer root = issue("\"mission_ids\": [\"" + mission + "\"]");
        String child = new DelegationScene(scene).agent("enforced");
        AgentKey childKey = AgentKey.enrolled(SERVER, child, scene.http());
        Answer passed = new DelegationScene(scene).delegate(root, child);
        String[] passport = {"X-Passport-Token", Scene.text(passed, "token")};
        String body = "{\"service\": \"" + scene.service() + "\", " + members() + "}";
        assertThat(childKey.http().post("/v1/proxy", body, passport).status()).isEqualTo(200);
        childKey.http().post("/v1/proxy", body, passport).isProblem(403, ErrorCode.MISSION_CAP_EXCEEDED);
        assertThat(scene.http().get("/v1/missions/" + mission).member("status")).isEqualTo(new JsonString("revoked"));
    }

    private Answer bound() {
        Answer issued = issue("\"checkpoint_interval_seconds\": 900", "DPoP", key.proof("POST", "/v1/passports/issue"));
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        return issued;
    }

    private Answer issue(String members, String... headers) {
        return scene.http()
                .post("/v1/passports/issue", """
                {"agent_id": "%s", %s,
                 "intent": {"summary": "Call it", "services": ["%s"], "will_delegate": true}}""".formatted(scene.agent(), members, scene.service()), headers);
    }

    private Answer call(String token, String proof) {
        return scene.call(token, members(), "DPoP", proof);
    }

    private Answer call(String token) {
        return scene.call(token, members());
    }

    private static String members() {
        return "\"method\": \"GET\", \"url\": \"" + UPSTREAM.url("/") + "\"";
    }

    private Answer delegated(String token, String child, String more) {
        String path = "/v1/passports/delegate";
        return scene.http().post(path, delegate(token, child, more), "DPoP", key.proof("POST", path, token));
    }

    private static String delegate(String token, String child, String more) {
        return """
                {"parent_passport_token": "%s", "child_agent_id": "%s"%s}""".formatted(token, child, more);
    }

    private static void requireReason(Answer answer, String reason) {
        assertThat(answer.isProblem(401, ErrorCode.UNAUTHORIZED).text()).contains("\"reason\":\"" + reason + "\"");
    }

    private JsonObject story(String action) {
        return new Scene(scene.operator(), scene.agent(), "", "")
                .entries(action)
                .getLast();
    }

    private static String presentation(JsonObject entry) {
        return Scene.text((JsonObject) entry.get("metadata").orElseThrow(), "presentation");
    }

    private static String ath(String token) {
        return ", \"ath\": \"" + Thumbprint.sha256(token) + "\"";
    }

    private static String confirmation(String token) {
        return new String(Base64Url.decode(token.split("\\.", -1)[1]).orElseThrow(), StandardCharsets.UTF_8);
    }
}

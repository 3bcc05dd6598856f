// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.agentkey.EnrolmentTickets;
import dev.stack.command.database.TestDatabase;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Base64Url;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An agent with a key of its own: how it gets it, what it may do with it, and how it ends. */
class AgentKeysTest {

    /** Of its own, because many refused credentials of one source would slow everybody. */
    private static final ApiServer SERVER =
            ApiServer.start(TestDatabase.create(), "--stack.web.rate-limit.auth-failures=1000000");

    private static final String HEADER = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}";
    private static final String INTENT =
            "\"intent\": {\"summary\": \"Post it\", \"services\": [\"slack\"], \"will_delegate\": true}";

    private final Scene scene = Scene.enforced(SERVER.operator());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void an_agent_works_with_its_own_key_and_the_record_says_so() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        Answer issued = issue(key, scene.agent());
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        Answer checkpoint = key.http()
                .post("/v1/passports/" + Scene.text(issued, "jti") + "/checkpoint", "{\"services_used\": [\"slack\"]}");
        assertThat(checkpoint.status()).as(checkpoint.text()).isEqualTo(200);

        JsonObject entry = scene.entries("passport.issue").getLast();
        assertThat(Scene.text(entry, "actor")).isEqualTo(scene.agent());
        assertThat(credential(entry)).isEqualTo("agent_key");
        JsonObject enrolled = scene.entries("agent.enroll").getLast();
        assertThat(credential(enrolled)).isEqualTo("api_key");
        assertThat(Scene.text(enrolled, "agent_id")).isEqualTo(scene.agent());
    }

    @Test
    void the_answers_of_enrolment_are_what_the_published_client_reads() {
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(scene.http());
        assertThat(Base64Url.decode(Scene.text(challenge, "challenge")).orElseThrow())
                .hasSize(32);
        Answer enrolled = key.answer(scene.http(), challenge);
        assertThat(Scene.text(enrolled, "agent_id")).isEqualTo(scene.agent());
        assertThat(Scene.text(enrolled, "key_thumbprint")).isEqualTo(key.thumbprint());
        assertThat(Scene.text(scene.http().get("/v1/agents/" + scene.agent()), "enrolled_at"))
                .isEqualTo(Scene.text(enrolled, "enrolled_at"));
    }

    @Test
    void a_challenge_is_good_once() {
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(scene.http());
        assertThat(key.answer(scene.http(), challenge).status()).isEqualTo(200);
        key.answer(scene.http(), challenge).isProblem(409, ErrorCode.CONFLICT);
        AgentKey.of(SERVER, scene.agent()).answer(scene.http(), challenge).isProblem(409, ErrorCode.CONFLICT);
    }

    @Test
    void a_challenge_is_good_for_five_minutes() {
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer late = key.challenge(scene.http());
        SERVER.clock().forward(Duration.ofSeconds(301));
        key.answer(scene.http(), late).isProblem(409, ErrorCode.CONFLICT);
        Answer inTime = key.challenge(scene.http());
        SERVER.clock().forward(Duration.ofSeconds(299));
        assertThat(key.answer(scene.http(), inTime).status()).isEqualTo(200);
    }

    @Test
    void a_challenge_is_good_for_its_agent_and_its_caller_alone() {
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(scene.http());
        AgentKey.of(SERVER, register("standard"))
                .answer(scene.http(), challenge)
                .isProblem(409, ErrorCode.CONFLICT);
        key.answer(ticket(scene.agent()), challenge).isProblem(409, ErrorCode.CONFLICT);
        assertThat(key.answer(scene.http(), challenge).status()).isEqualTo(200);
    }

    @Test
    void only_a_signature_of_the_text_by_that_very_key_enrols_it() {
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(scene.http());
        String text = Scene.text(challenge, "challenge");
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        String good = Base64Url.encode(key.sign(message));
        for (String bad : List.of(
                Base64Url.encode(key.sign(Base64Url.decode(text).orElseThrow())),
                Base64Url.encode(AgentKey.of(SERVER, scene.agent()).sign(message)),
                good.substring(1),
                good + "==",
                "")) {
            key.answer(scene.http(), challenge, key.jwk(), bad).isProblem(400, ErrorCode.INVALID_REQUEST);
        }
        assertThat(key.answer(scene.http(), challenge, key.jwk(), good).status())
                .isEqualTo(200);
    }

    @Test
    void J13_a_key_of_small_order_or_strange_form_is_not_enrolled() {
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(scene.http());
        String good =
                Base64Url.encode(key.sign(Scene.text(challenge, "challenge").getBytes(StandardCharsets.UTF_8)));
        for (String jwk : List.of(
                okp(Base64Url.encode(new byte[32])),
                okp("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                okp("7v_______________________________________38"),
                okp(key.x() + "="),
                okp(key.x().substring(2)),
                key.jwk().replace("}", ",\"d\":\"" + key.x() + "\"}"),
                key.jwk().replace("Ed25519", "Ed448"),
                key.jwk().replace("OKP", "EC"),
                key.jwk().replace("}", ",\"alg\":\"HS256\"}"),
                "{}")) {
            key.answer(scene.http(), challenge, jwk, good).isProblem(400, ErrorCode.INVALID_REQUEST);
        }
        assertThat(keys(scene.agent())).isEmpty();
    }

    @Test
    void a_token_that_is_not_just_so_proves_nobody() throws GeneralSecurityException {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        long now = key.now();
        AgentKey other = AgentKey.of(SERVER, scene.agent());
        AgentKey elsewhere = AgentKey.enrolled(SERVER, register("standard"), scene.http());
        List<String> bad = new ArrayList<>(List.of(
                key.jws("{\"alg\":\"none\",\"typ\":\"JWT\"}", key.claims("aj_1")),
                AgentKey.encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + AgentKey.encoded(key.claims("aj_2"))
                        + ".",
                hmac(key, key.claims("aj_3")),
                key.jws("{\"alg\":\"eddsa\",\"typ\":\"JWT\"}", key.claims("aj_4")),
                key.jws("{\"alg\":\"EdDSA\"}", key.claims("aj_5")),
                key.jws("{\"alg\":\"EdDSA\",\"typ\":\"dpop+jwt\"}", key.claims("aj_6")),
                key.jws("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"jwk\":" + key.jwk() + "}", key.claims("aj_7")),
                key.jws("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"alg\":\"EdDSA\"}", key.claims("aj_8")),
                key.jws(HEADER, key.claims("aj_9").replace("{", "{\"sub\":\"" + scene.agent() + "\",")),
                key.jws(HEADER, key.claims("aj_10", now + 50, now + 60)),
                key.jws(HEADER, key.claims("aj_11", now, now + 61)),
                key.jws(HEADER, key.claims("aj_12", now - 91, now - 31)),
                key.jws(HEADER, key.claims("")),
                key.jws(HEADER, key.claims("aj_13").replace("\"jti\"", "\"id\"")),
                key.jws(HEADER, key.claims("aj_14").replace("\"stack:agent\"", "[\"stack:agent\"]")),
                key.jws(HEADER, key.claims("aj_15").replace("\"exp\"", "\"expires\"")),
                key.jws(HEADER, key.claims("aj_16", now, now + 60).replace(":" + now + ",", ":" + now + ".5,")),
                key.jws(HEADER, key.claims("aj_17").replace(scene.agent(), "agt_nobody")),
                key.jws(HEADER, key.claims("aj_18").replace(scene.agent(), elsewhere.agent())),
                other.token(),
                key.token() + "=",
                key.token() + "." + "e30"));
        for (String token : bad) {
            SERVER.withKey(token).get("/v1/missions").isProblem(401, ErrorCode.UNAUTHORIZED);
        }
        assertThat(key.http().get("/v1/missions").status()).isEqualTo(200);
    }

    @Test
    void a_token_at_the_edge_of_its_time_is_good() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        long now = key.now();
        assertThat(asked(key.jws(HEADER, key.claims("aj_ahead", now + 25, now + 85))))
                .isEqualTo(200);
        assertThat(asked(key.jws(HEADER, key.claims("aj_behind", now - 70, now - 10))))
                .isEqualTo(200);
    }

    @Test
    void a_token_is_good_once_in_all_processes_together() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        String token = key.token();
        Http asking = SERVER.withKey(token);
        assertThat(asking.get("/v1/missions").status()).isEqualTo(200);
        asking.get("/v1/missions").isProblem(401, ErrorCode.UNAUTHORIZED);
        for (int edge = 0; edge < 3; edge++) { // each of the edges, where there are some
            asking.post("/v1/proxy/operations/get", "{\"operation_id\": \"x\"}").isProblem(401, ErrorCode.UNAUTHORIZED);
        }
    }

    @Test
    void a_key_that_is_ended_proves_nothing_at_once_and_the_others_go_on() {
        AgentKey ended = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        AgentKey other = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        assertThat(asked(ended.token())).isEqualTo(200);
        String path = "/v1/agents/" + scene.agent() + "/keys/" + ended.thumbprint();
        Answer gone = scene.http().send("DELETE", path, null);
        assertThat(gone.status()).as(gone.text()).isEqualTo(200);
        assertThat(asked(ended.token())).isEqualTo(401);
        assertThat(asked(other.token())).isEqualTo(200);
        assertThat(scene.entries("agent.key_revoke")).hasSize(1);
        scene.http().send("DELETE", path, null).isProblem(404, ErrorCode.NOT_FOUND);
        assertThat(thumbprints(scene.agent())).containsExactly(other.thumbprint());
    }

    @Test
    void the_ninth_key_takes_the_place_of_the_one_unused_for_longest() {
        List<AgentKey> keys = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            keys.add(AgentKey.enrolled(SERVER, scene.agent(), scene.http()));
            SERVER.clock().forward(Duration.ofSeconds(1));
        }
        assertThat(asked(keys.getFirst().token())).isEqualTo(200);
        AgentKey ninth = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        assertThat(thumbprints(scene.agent()))
                .hasSize(8)
                .contains(ninth.thumbprint(), keys.getFirst().thumbprint())
                .doesNotContain(keys.get(1).thumbprint());
        assertThat(asked(keys.get(1).token())).isEqualTo(401);
    }

    @Test
    void suspending_or_deleting_an_agent_ends_its_keys_at_once() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        String agent = "/v1/agents/" + scene.agent();
        scene.http().send("PATCH", agent, bytes("{\"status\": \"suspended\"}"), "Content-Type", "application/json");
        assertThat(asked(key.token())).isEqualTo(401);
        AgentKey.of(SERVER, scene.agent()).challenge(scene.http()).isProblem(403, ErrorCode.FORBIDDEN);
        scene.http().send("PATCH", agent, bytes("{\"status\": \"active\"}"), "Content-Type", "application/json");
        assertThat(asked(key.token())).isEqualTo(401);

        AgentKey again = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        assertThat(asked(again.token())).isEqualTo(200);
        scene.http().send("DELETE", agent, null);
        assertThat(asked(again.token())).isEqualTo(401);
    }

    @Test
    void an_agents_key_opens_the_routes_of_agents_and_no_others() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        var paths =
                (JsonObject) SERVER.nobody().get("/openapi").json().get("paths").orElseThrow();
        List<String> open = new ArrayList<>();
        paths.members().forEach((path, operations) -> ((JsonObject) operations)
                .members()
                .forEach((verb, operation) -> {
                    JsonValue agents = ((JsonObject) operation).get("x-agents").orElse(JsonValue.NULL);
                    String method = verb.toUpperCase(Locale.ROOT);
                    if (agents.equals(new JsonBoolean(true))) {
                        open.add(method + " " + path);
                    } else if (agents.equals(new JsonBoolean(false))) {
                        Answer answer = key.http().send(method, path.replaceAll("\\{[^}]*}", scene.agent()), null);
                        assertThat(answer.status()).as(method + " " + path).isEqualTo(403);
                    }
                }));
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "POST /v1/passports/issue",
                        "POST /v1/passports/refresh",
                        "POST /v1/passports/delegate",
                        "POST /v1/passports/{jti}/checkpoint",
                        "POST /v1/passports/{jti}/checkout",
                        "GET /v1/passports/{jti}/report",
                        "POST /v1/missions",
                        "POST /v1/missions/start",
                        "GET /v1/missions",
                        "GET /v1/missions/{id}",
                        "POST /v1/missions/{missionId}/renew",
                        "POST /v1/missions/{missionId}/complete",
                        "POST /v1/missions/{missionId}/revoke",
                        "GET /v1/missions/{id}/replay",
                        "POST /v1/proxy",
                        "POST /v1/proxy/operations/get",
                        "GET /v1/proxy/usage",
                        "GET /v1/credentials/{provider}",
                        "GET /v1/credentials/by-connection/{connectionId}",
                        "GET /v1/audit");
    }

    @Test
    void D09_a_passport_of_another_agent_is_none_of_an_agents_business() {
        AgentKey key = AgentKey.enrolled(SERVER, register("enforced"), scene.http());
        Answer anothers = scene.issue(INTENT);
        String token = Scene.text(anothers, "token");
        String jti = Scene.text(anothers, "jti");
        String delegate = """
                {"parent_passport_token": "%s", "child_agent_id": "%s"}""".formatted(token, key.agent());
        key.http().post("/v1/passports/delegate", delegate).isProblem(403, ErrorCode.FORBIDDEN);
        key.http()
                .post("/v1/passports/refresh", "{\"token\": \"" + token + "\"}")
                .isProblem(403, ErrorCode.FORBIDDEN);
        for (String act : List.of("checkpoint", "checkout")) {
            key.http().post("/v1/passports/" + jti + "/" + act, "{}").isProblem(403, ErrorCode.FORBIDDEN);
        }
        key.http().get("/v1/passports/" + jti + "/report").isProblem(403, ErrorCode.FORBIDDEN);
        key.http().get("/v1/credentials/slack", "X-Passport-Token", token).isProblem(403, ErrorCode.FORBIDDEN);
        key.http()
                .post(
                        "/v1/proxy",
                        "{\"service\": \"slack\", \"method\": \"GET\", \"url\": \"https://slack.com/api\"}",
                        "X-Passport-Token",
                        token)
                .isProblem(403, ErrorCode.FORBIDDEN);
        key.http()
                .post("/v1/proxy/operations/get", "{\"operation_id\": \"x\"}", "X-Passport-Token", token)
                .isProblem(403, ErrorCode.FORBIDDEN);
        issue(key, scene.agent()).isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(scene.entries("passport.delegate").getLast().get("outcome")).contains(new JsonString("blocked"));
    }

    @Test
    void D09_a_passport_of_another_operator_is_not_there() {
        Scene theirs = Scene.enforced(SERVER.operator());
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        Answer foreign = theirs.issue(INTENT);
        key.http()
                .post("/v1/passports/delegate", """
                        {"parent_passport_token": "%s", "child_agent_id": "%s"}""".formatted(Scene.text(foreign, "token"), scene.agent()))
                .isProblem(404, ErrorCode.NOT_FOUND);
        key.http()
                .get("/v1/passports/" + Scene.text(foreign, "jti") + "/report")
                .isProblem(404, ErrorCode.NOT_FOUND);
        key.http().get("/v1/missions/" + Scene.text(foreign, "mission_id")).isProblem(404, ErrorCode.NOT_FOUND);
    }

    @Test
    void an_agent_sees_and_ends_its_own_missions_alone() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        AgentKey other = AgentKey.enrolled(SERVER, register("standard"), scene.http());
        Answer own = key.http().post("/v1/missions", "{\"intent_summary\": \"Mine\"}");
        assertThat(Scene.text(own, "agent_id")).isEqualTo(scene.agent());
        String mission = "/v1/missions/" + Scene.text(own, "mission_id");
        String anyones = "/v1/missions/"
                + Scene.text(scene.http().post("/v1/missions", "{\"intent_summary\": \"Anyone's\"}"), "mission_id");

        assertThat(((JsonArray) key.http().get("/v1/missions").member("items")).items())
                .hasSize(1);
        assertThat(((JsonArray) other.http().get("/v1/missions").member("items")).items())
                .isEmpty();
        for (String foreign : List.of(mission, anyones)) {
            other.http().get(foreign).isProblem(403, ErrorCode.FORBIDDEN);
            other.http().get(foreign + "/replay").isProblem(403, ErrorCode.FORBIDDEN);
            for (String act : List.of("renew", "complete", "revoke")) {
                other.http().post(foreign + "/" + act, "{}").isProblem(403, ErrorCode.FORBIDDEN);
            }
        }
        other.http().post("/v1/missions", """
                {"intent_summary": "Theirs", "agent_id": "%s"}""".formatted(scene.agent())).isProblem(403, ErrorCode.FORBIDDEN);
        other.http().post("/v1/missions/start", """
                {"agent_id": "%s", "mission": {"intent_summary": "Theirs"}}""".formatted(scene.agent())).isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(key.http().post(mission + "/complete", "{}").status()).isEqualTo(200);
        assertThat(key.http().get(mission + "/replay").status()).isEqualTo(200);
    }

    @Test
    void an_agents_audit_tail_tells_of_itself_alone() {
        AgentKey key = AgentKey.enrolled(SERVER, scene.agent(), scene.http());
        String other = register("standard");
        JsonArray rows = (JsonArray) key.http().get("/v1/audit?limit=100").member("entries");
        assertThat(rows.items()).isNotEmpty().allSatisfy(row -> assertThat(Scene.text((JsonObject) row, "agent_id"))
                .isEqualTo(scene.agent()));
        key.http().get("/v1/audit?agent_id=" + other).isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void a_ticket_enrols_one_key_of_its_agent_and_is_used_up() {
        Http ticket = ticket(scene.agent());
        String other = register("standard");
        AgentKey.of(SERVER, other).challenge(ticket).isProblem(403, ErrorCode.FORBIDDEN);
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(ticket);
        key.challenge(ticket).isProblem(409, ErrorCode.CONFLICT);
        assertThat(key.answer(ticket, challenge).status()).isEqualTo(200);
        ticket.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(credential(scene.entries("agent.enroll").getLast())).isEqualTo("ticket");
        assertThat(asked(key.token())).isEqualTo(200);
    }

    @Test
    void J24_a_ticket_or_a_challenge_is_used_up_once_however_many_try_at_once() {
        Http ticket = ticket(scene.agent());
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        Answer challenge = key.challenge(ticket);
        List<Integer> statuses = List.of(1, 2, 3, 4).parallelStream()
                .map(_ -> key.answer(ticket, challenge).status())
                .toList();
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(scene.entries("agent.enroll").stream()
                        .filter(row -> row.get("outcome").equals(Optional.of(new JsonString("success")))))
                .hasSize(1);
    }

    @Test
    void a_ticket_is_good_for_five_minutes_and_for_nothing_else() {
        Http ticket = ticket(scene.agent());
        ticket.get("/v1/agents").isProblem(403, ErrorCode.FORBIDDEN);
        ticket.post("/v1/passports/issue", "{\"agent_id\": \"" + scene.agent() + "\"}")
                .isProblem(403, ErrorCode.FORBIDDEN);
        SERVER.clock().forward(Duration.ofSeconds(301));
        AgentKey.of(SERVER, scene.agent()).challenge(ticket).isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    private Answer issue(AgentKey key, String agent) {
        return key.http().post("/v1/passports/issue", "{\"agent_id\": \"" + agent + "\", " + INTENT + "}");
    }

    private String register(String mode) {
        return Scene.text(
                scene.http().post("/v1/agents/register", """
                {"name": "other %d", "accountability_mode": "%s"}""".formatted(Objects.hash(new Object()), mode)), "id");
    }

    private Http ticket(String agent) {
        var giver = new Caller(
                scene.operator().id(), Role.OPERATOR, scene.operator().id().value());
        return SERVER.withKey(SERVER.bean(EnrolmentTickets.class).issue(new AgentId(agent), giver));
    }

    private List<JsonValue> keys(String agent) {
        return ((JsonArray) scene.http().get("/v1/agents/" + agent + "/keys").value()).items();
    }

    private List<String> thumbprints(String agent) {
        return keys(agent).stream()
                .map(key -> Scene.text((JsonObject) key, "key_thumbprint"))
                .toList();
    }

    private static int asked(String token) {
        return SERVER.withKey(token).get("/v1/missions").status();
    }

    private static String credential(JsonObject entry) {
        return Scene.text((JsonObject) entry.get("metadata").orElseThrow(), "credential");
    }

    private static String okp(String x) {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Signed with the public key as if it were a shared secret. */
    private static String hmac(AgentKey key, String claims) throws GeneralSecurityException {
        String input = AgentKey.encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + AgentKey.encoded(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
        return input + "." + Base64Url.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }
}

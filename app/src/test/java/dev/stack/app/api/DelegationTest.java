// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.DelegationHop;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportCodec;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.Verification.Verified;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A passport is passed on for less and for no longer. */
class DelegationTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final UpstreamServer UPSTREAM = UpstreamServer.start();
    private static final String ONLY_GET = "[{\"path\": \"method\", \"op\": \"in\", \"value\": [\"GET\", \"HEAD\"]}]";

    private final DelegationScene scene = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", ONLY_GET));

    @AfterAll
    static void close() {
        UPSTREAM.close();
    }

    @Test
    void a_child_acts_on_its_parents_authority_and_its_token_says_whose_that_is() {
        Answer root = scene.root(true);
        String agent = scene.agent("enforced");
        Answer child = scene.delegate(root, agent);
        assertThat(child.status()).as(child.text()).isEqualTo(201);
        assertThat(child.member("parent_passport_id")).isEqualTo(root.member("jti"));
        assertThat(child.member("parent_jti")).isEqualTo(root.member("jti"));
        assertThat(child.member("delegation_depth").toString()).isEqualTo("1");
        assertThat(child.member("session_id")).isEqualTo(root.member("session_id"));
        assertThat(child.member("mission_id")).isEqualTo(root.member("mission_id"));
        assertThat(child.member("services")).isEqualTo(root.member("services"));
        PassportClaims claims = claims(child);
        assertThat(claims.chain())
                .containsExactly(new DelegationHop(
                        new Jti(Scene.text(root, "jti")),
                        new AgentId(scene.first().agent()),
                        scene.first().operator().id()));
        assertThat(scene.call(child, UPSTREAM).status()).isEqualTo(200);
        assertThat(scene.entries("passport.delegate")).hasSize(1);
    }

    @Test
    void both_generations_of_clients_can_delegate() {
        Answer root = scene.root(true);
        String token = Scene.text(root, "token");
        String body = "{\"parent_token\": \"%s\", \"child_agent_id\": \"%s\", \"scopes\": [\"%s\"]}";
        Answer older = scene.http()
                .post(
                        "/v1/passports/delegate",
                        body.formatted(
                                token, scene.agent("enforced"), scene.first().service()));
        assertThat(older.status()).as(older.text()).isEqualTo(201);
        assertThat(older.member("services")).isEqualTo(root.member("services"));

        Answer none = scene.delegate(root, scene.agent("enforced"), "\"scopes\": []");
        assertThat(none.member("services")).isEqualTo(new JsonArray(List.of()));
        scene.delegate(root, scene.agent("enforced"), "\"parent_token\": \"other\"")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
        scene.http()
                .post("/v1/passports/delegate", "{\"child_agent_id\": \"" + scene.agent("enforced") + "\"}")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scopes\": [{\"service_connection_id\": \"scon_elsewhere\", \"scopes\": []}]",
                "\"intent\": {\"summary\": \"More\", \"services\": [\"github\"]}",
            })
    void D01_what_the_parent_lacks_is_refused(String members) {
        scene.delegate(scene.root(true), scene.agent("enforced"), members).isProblem(400, ErrorCode.SCOPE_ESCALATION);
        assertThat(scene.entries("passport.delegate"))
                .extracting(row -> Scene.text(row, "outcome"))
                .containsExactly("blocked");
    }

    @Test
    void D01_a_scope_a_child_gave_up_does_not_come_back() {
        Answer child = scene.delegate(scene.root(true), scene.agent("enforced"), scopes("[\"read\"]", ""));
        assertThat(child.status()).as(child.text()).isEqualTo(201);
        scene.delegate(child, scene.agent("enforced"), scopes("[\"write\"]", ""))
                .isProblem(400, ErrorCode.SCOPE_ESCALATION);
        scene.delegate(child, scene.agent("enforced"), "\"scopes\": [\"write\"]")
                .isProblem(400, ErrorCode.SCOPE_ESCALATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\": \"method\", \"op\": \"in\", \"value\": [\"GET\", \"HEAD\", \"POST\"]}",
                "{\"path\": \"method\", \"op\": \"not_eq\", \"value\": \"DELETE\"}",
            })
    void D02_a_weaker_constraint_is_refused(String weaker) {
        scene.delegate(
                        scene.root(true),
                        scene.agent("enforced"),
                        scopes("[\"*\"]", ", \"constraints\": [" + weaker + "]"))
                .isProblem(400, ErrorCode.SCOPE_ESCALATION);
    }

    @Test
    void D02_a_dropped_constraint_holds_on_and_an_own_one_is_added() {
        String path = "{\"path\": \"url.pathname\", \"op\": \"starts_with\", \"value\": \"/allowed\"}";
        Answer child = scene.delegate(
                scene.root(true), scene.agent("enforced"), scopes("[\"*\"]", ", \"constraints\": [" + path + "]"));
        assertThat(child.status()).as(child.text()).isEqualTo(201);
        String token = Scene.text(child, "token");
        assertThat(scene.first().get(token, UPSTREAM, "/allowed/one").status()).isEqualTo(200);
        scene.first().get(token, UPSTREAM, "/other").isProblem(403, ErrorCode.FORBIDDEN);
        Answer posted = scene.first()
                .post(
                        Scene.text(
                                scene.delegate(
                                        scene.root(true),
                                        scene.agent("enforced"),
                                        scopes("[\"*\"]", ", \"constraints\": []")),
                                "token"),
                        UPSTREAM,
                        "/allowed/one",
                        "{}");
        posted.isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void D03_a_child_never_lives_longer_than_its_parent_whoever_reports() {
        Answer root = scene.http()
                .post("/v1/passports/issue", """
                {"agent_id": "%s", "checkpoint_interval_seconds": 120,
                 "intent": {"summary": "Call it", "services": [], "will_delegate": true}}""".formatted(scene.first().agent()));
        Answer child = scene.delegate(root, scene.agent("enforced"), "\"ttl_seconds\": 3600");
        assertThat(expiry(child, "expires_at")).isEqualTo(expiry(root, "expires_at"));

        SERVER.clock().forward(Duration.ofSeconds(60));
        Answer early = scene.checkpoint(child);
        assertThat(early.status()).as(early.text()).isEqualTo(200);
        assertThat(expiry(early, "new_expires_at", root)).isEqualTo(expiry(root, "expires_at"));

        Answer extended = scene.checkpoint(root);
        assertThat(expiry(extended, "new_expires_at")).isAfter(expiry(root, "expires_at"));
        Answer later = scene.checkpoint(child);
        assertThat(expiry(later, "new_expires_at")).isAfter(expiry(root, "expires_at"));
        assertThat(expiry(later, "new_expires_at")).isBeforeOrEqualTo(expiry(extended, "new_expires_at"));

        Answer refreshed = scene.http()
                .post(
                        "/v1/passports/refresh",
                        "{\"token\": \"%s\", \"ttl_seconds\": 3600}".formatted(Scene.text(child, "token")));
        assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(201);
        assertThat(expiry(refreshed, "expires_at")).isBeforeOrEqualTo(expiry(extended, "new_expires_at"));
        assertThat(refreshed.member("delegation_depth").toString()).isEqualTo("1");
    }

    @Test
    void D04_a_fifth_hop_is_refused() {
        List<Answer> chain = scene.chain(4);
        assertThat(chain.getLast().member("delegation_depth").toString()).isEqualTo("4");
        assertThat(scene.call(chain.getLast(), UPSTREAM).status()).isEqualTo(200);
        scene.delegate(chain.getLast(), scene.agent("enforced")).isProblem(400, ErrorCode.DELEGATION_DEPTH_EXCEEDED);
    }

    @Test
    void D05_a_chain_that_is_not_the_one_on_record_is_refused() {
        List<Answer> chain = scene.chain(2);
        PassportClaims good = claims(chain.getLast());
        List<DelegationHop> reversed = new ArrayList<>(good.chain());
        Collections.reverse(reversed);
        List<DelegationHop> other = claims(scene.chain(2).getLast()).chain();
        for (List<DelegationHop> forged :
                List.of(good.chain().subList(1, 2), reversed, other, List.<DelegationHop>of())) {
            String token = PassportCodec.encode(
                    withChain(good, forged), SERVER.bean(SigningKeys.class).current());
            scene.first().get(token, UPSTREAM, "/").isProblem(401, ErrorCode.UNAUTHORIZED);
            scene.http()
                    .post(
                            "/v1/passports/delegate",
                            "{\"parent_passport_token\": \"%s\", \"child_agent_id\": \"%s\"}"
                                    .formatted(token, scene.agent("enforced")))
                    .isProblem(401, ErrorCode.UNAUTHORIZED);
            assertThat(scene.http()
                            .post("/v1/passports/verify", "{\"token\": \"" + token + "\"}")
                            .member("reason"))
                    .isEqualTo(new JsonString("MALFORMED"));
        }
        assertThat(scene.entries("credential.proxy").getLast().toString()).contains("chain");
    }

    @Test
    void D06_a_child_dies_with_its_parent_however_that_ends() {
        Answer revoked = scene.root(true);
        Answer orphan = scene.delegate(revoked, scene.agent("enforced"));
        scene.revoke(revoked);
        scene.call(orphan, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.valid(orphan)).isFalse();

        Answer reported = scene.root(true);
        Answer left = scene.delegate(reported, scene.agent("enforced"));
        scene.http()
                .post(
                        "/v1/passports/" + Scene.text(reported, "jti") + "/checkout",
                        "{\"services_used\": [], \"actions_count\": 0}");
        scene.call(left, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.entries("credential.proxy").getLast().toString()).contains("parent");
        assertThat(scene.valid(left)).isFalse();
        scene.checkpoint(left).isProblem(401, ErrorCode.PASSPORT_REVOKED);
        scene.delegate(left, scene.agent("enforced")).isProblem(401, ErrorCode.PASSPORT_REVOKED);

        DelegationScene other = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]"));
        Answer suspended = other.root(true);
        Answer alone = other.delegate(suspended, other.agent("enforced"));
        other.http().send("DELETE", "/v1/agents/" + other.first().agent(), null);
        other.call(alone, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);

        DelegationScene third = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]"));
        Answer expiring = third.root(true);
        Answer last = third.delegate(expiring, third.agent("enforced"), "\"ttl_seconds\": 3600");
        SERVER.clock().forward(Duration.ofSeconds(901));
        third.call(last, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_EXPIRED);
    }

    @Test
    void a_child_lives_on_under_a_refreshed_parent_and_dies_with_it() {
        Answer root = scene.root(true);
        Answer child = scene.delegate(root, scene.agent("enforced"));
        Answer fresh =
                scene.http().post("/v1/passports/refresh", "{\"token\": \"%s\"}".formatted(Scene.text(root, "token")));
        SERVER.clock().forward(Duration.ofSeconds(11));
        assertThat(scene.valid(root)).isFalse();
        assertThat(scene.call(child, UPSTREAM).status()).isEqualTo(200);
        scene.revoke(fresh);
        scene.call(child, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);
    }

    @Test
    void D08_nothing_is_delegated_to_who_is_in_the_chain() {
        Answer root = scene.root(true);
        scene.delegate(root, scene.first().agent()).isProblem(400, ErrorCode.INVALID_REQUEST);
        String middle = scene.agent("enforced");
        Answer child = scene.delegate(root, middle);
        Answer grandchild = scene.delegate(child, scene.agent("enforced"));
        scene.delegate(grandchild, middle).isProblem(400, ErrorCode.INVALID_REQUEST);
        scene.delegate(grandchild, scene.first().agent()).isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void D09_another_operators_passport_is_not_there() {
        DelegationScene other = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]"));
        other.delegate(scene.root(true), other.agent("enforced")).isProblem(404, ErrorCode.NOT_FOUND);
        scene.delegate(scene.root(true), other.agent("enforced")).isProblem(404, ErrorCode.NOT_FOUND);
    }

    @Test
    void D10_an_undeclared_delegation_is_a_finding_and_a_flag() {
        Answer root = scene.root(false);
        Answer child = scene.delegate(root, scene.agent("enforced"));
        assertThat(child.status()).as(child.text()).isEqualTo(201);
        assertThat(scene.first().findings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("undeclared_delegation", "warning"));
        assertThat(scene.call(root, UPSTREAM).status()).isEqualTo(200);
        Answer checkout = scene.http()
                .post(
                        "/v1/passports/" + Scene.text(root, "jti") + "/checkout",
                        "{\"services_used\": [], \"actions_count\": 0}");
        assertThat(checkout.text()).contains("undeclared_delegation");
    }

    @Test
    void D11_a_passport_has_so_many_live_children_and_no_more() {
        Answer root = scene.root(true);
        String agent = scene.agent("enforced");
        for (int i = 0; i < 50; i++) {
            assertThat(scene.delegate(root, agent).status()).isEqualTo(201);
        }
        scene.delegate(root, agent).isProblem(429, ErrorCode.RATE_LIMITED);
        scene.revoke(root);
        assertThat(scene.entries("passport.revoke_cascade")).hasSize(50);
    }

    @Test
    void D12_a_child_is_never_held_to_less_than_its_parent() {
        Answer root = scene.root(true);
        scene.delegate(root, scene.agent("logged")).isProblem(400, ErrorCode.DELEGATION_ACCOUNTABILITY_VIOLATION);
        assertThat(scene.first().findings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("downgraded_delegation", "critical"));
        scene.call(root, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);

        DelegationScene logged = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "logged", "[]"));
        Answer parent = logged.root(true);
        logged.delegate(parent, logged.agent("standard")).isProblem(400, ErrorCode.DELEGATION_ACCOUNTABILITY_VIOLATION);
        assertThat(logged.first().findings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("warning"));
        Answer stricter = logged.delegate(parent, logged.agent("enforced"));
        assertThat(stricter.member("accountability")).isEqualTo(new JsonString("enforced"));
        Answer asked = logged.delegate(parent, logged.agent("standard"), "\"accountability_mode\": \"logged\"");
        assertThat(asked.member("accountability")).isEqualTo(new JsonString("logged"));
    }

    private String scopes(String scopes, String more) {
        return "\"scopes\": [{\"service_connection_id\": \"%s\", \"scopes\": %s%s}]"
                .formatted(scene.first().connection(), scopes, more);
    }

    private static Instant expiry(Answer answer, String member) {
        return Instant.parse(Scene.text(answer, member));
    }

    /** The expiry that a checkpoint moved, or the one it had. */
    private static Instant expiry(Answer answer, String member, Answer before) {
        return answer.member(member) instanceof JsonString(String time)
                ? Instant.parse(time)
                : expiry(before, "expires_at");
    }

    private static PassportClaims claims(Answer issued) {
        return ((Verified) SERVER.bean(PassportVerifier.class).verify(Scene.text(issued, "token"))).claims();
    }

    private static PassportClaims withChain(PassportClaims claims, List<DelegationHop> chain) {
        return new PassportClaims(
                claims.jti(),
                claims.operator(),
                claims.agent(),
                claims.agentName(),
                claims.mission(),
                claims.session(),
                claims.issuer(),
                claims.validity(),
                claims.accountability(),
                claims.services(),
                claims.identityClaims(),
                claims.intent(),
                claims.checkpointInterval(),
                chain,
                claims.status(),
                claims.confirmation());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.command.passport.RevokeClaimed;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is revoked takes along all that was delegated from it; what is frozen comes back. */
class RevocationCascadeTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final UpstreamServer UPSTREAM = UpstreamServer.start();

    private final DelegationScene scene = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]"));

    @AfterAll
    static void close() {
        UPSTREAM.close();
    }

    @Test
    void revoking_the_root_of_four_hops_ends_all_five_on_the_next_call() {
        List<Answer> chain = scene.chain(4);
        chain.forEach(
                passport -> assertThat(scene.call(passport, UPSTREAM).status()).isEqualTo(200));
        Answer revoked = scene.http().post("/v1/passports/revoke", """
                {"jti": "%s", "reason": "off script"}""".formatted(Scene.text(chain.getFirst(), "jti")));
        assertThat(revoked.member("cascaded")).isEqualTo(new JsonArray(jtis(chain.subList(1, 5))));
        chain.forEach(passport -> scene.call(passport, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED));
        assertThat(scene.entries("passport.revoke")).hasSize(1);
        assertThat(scene.entries("passport.revoke_cascade")).hasSize(4);
    }

    @Test
    void revoking_in_the_middle_leaves_those_above_alone() {
        List<Answer> chain = scene.chain(3);
        scene.revoke(chain.get(2));
        assertThat(scene.valid(chain.get(0))).isTrue();
        assertThat(scene.valid(chain.get(1))).isTrue();
        assertThat(scene.valid(chain.get(2))).isFalse();
        assertThat(scene.valid(chain.get(3))).isFalse();
        assertThat(scene.delegate(chain.get(1), scene.agent("enforced")).status())
                .isEqualTo(201);
    }

    @Test
    void revoking_an_agent_takes_along_what_it_passed_on() {
        Answer root = scene.root(true);
        Answer child = scene.delegate(root, scene.agent("enforced"));
        Answer ended =
                scene.http().post("/v1/passports/revoke-agent/" + scene.first().agent(), "{\"reason\": null}");
        assertThat(ended.member("revoked_count").toString()).isEqualTo("1");
        assertThat(ended.member("cascaded_count").toString()).isEqualTo("1");
        assertThat(scene.valid(child)).isFalse();
        Answer again =
                scene.http().post("/v1/passports/revoke-agent/" + scene.first().agent(), "{\"reason\": null}");
        assertThat(again.member("revoked_count").toString()).isEqualTo("0");
    }

    @Test
    void revoking_an_old_passport_ends_the_refreshed_one_too() {
        Answer old = scene.root(true);
        Answer fresh =
                scene.http().post("/v1/passports/refresh", "{\"token\": \"%s\"}".formatted(Scene.text(old, "token")));
        scene.revoke(old);
        assertThat(scene.valid(fresh)).isFalse();
    }

    @Test
    void session_mission_and_operator_end_whole_trees() {
        List<Answer> first = scene.chain(2);
        scene.http().post("/v1/passports/revoke-session/" + Scene.text(first.getFirst(), "session_id"), "{}");
        first.forEach(passport -> assertThat(scene.valid(passport)).isFalse());

        List<Answer> second = scene.chain(2);
        scene.http()
                .post(
                        "/v1/missions/" + Scene.text(second.getFirst(), "mission_id") + "/revoke",
                        "{\"reason\": \"adversarial\"}");
        second.forEach(passport -> assertThat(scene.valid(passport)).isFalse());

        List<Answer> third = scene.chain(2);
        Answer all = scene.http().post("/v1/passports/revoke-all", "{\"reason\": null}");
        assertThat(all.member("revoked_count").toString()).isEqualTo("3");
        third.forEach(passport -> assertThat(scene.valid(passport)).isFalse());
    }

    @Test
    void withdrawing_a_grant_and_disconnecting_end_what_was_borrowed_from_it() {
        Answer root = scene.root(true);
        Answer child = scene.delegate(root, scene.agent("enforced"));
        Answer withdrawn = scene.http()
                .send("DELETE", "/v1/services/agents/" + scene.first().agent() + "/revoke", null);
        assertThat(withdrawn.member("passports_revoked").toString()).isEqualTo("2");
        assertThat(scene.valid(child)).isFalse();

        DelegationScene other = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]"));
        Answer parent = other.root(true);
        Answer borrowed = other.delegate(parent, other.agent("enforced"));
        other.http().send("DELETE", "/v1/services/" + other.first().connection() + "/disconnect", null);
        assertThat(other.valid(parent)).isFalse();
        assertThat(other.valid(borrowed)).isFalse();
    }

    @Test
    void a_rejected_checkpoint_takes_the_children_along() {
        Answer root = scene.root(true);
        Answer child = scene.delegate(root, scene.agent("enforced"));
        Answer reported = scene.checkpoint(root);
        Answer decided = scene.http()
                .post(
                        "/v1/passports/" + Scene.text(root, "jti") + "/checkpoints/"
                                + Scene.text(reported, "checkpoint_id") + "/decide",
                        "{\"decision\": \"rejected\"}");
        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(scene.valid(child)).isFalse();
    }

    @Test
    void a_violation_that_ends_a_passport_takes_the_children_along() {
        Answer root = scene.root(true);
        Answer child = scene.delegate(root, scene.agent("enforced"));
        scene.first()
                .http()
                .post("/v1/proxy", """
                        {"service": "github", "method": "GET", "url": "https://api.github.com/"}""", "X-Passport-Token", Scene.text(root, "token"))
                .isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(scene.valid(root)).isFalse();
        assertThat(scene.valid(child)).isFalse();
    }

    /** Passports carry no claims before there are identities; the lookup is told that these do. */
    @Test
    void an_identity_claim_takes_along_the_passports_that_carry_it() {
        Answer carrying = scene.root(true);
        Answer child = scene.delegate(carrying, scene.agent("enforced"));
        Answer other = scene.root(true);
        SERVER.bean(JdbcClient.class)
                .sql("UPDATE command.passport SET claims = '{idc_gone}' WHERE jti = ?")
                .param(Scene.text(carrying, "jti"))
                .update();
        OperatorId operator = scene.first().operator().id();
        Object ended = SERVER.bean(CommandGateway.class)
                .sendAndWait(new RevokeClaimed(
                        "idc_gone", "claim withdrawn", new Caller(operator, Role.OPERATOR, operator.value())));
        assertThat(ended).isEqualTo(2);
        assertThat(scene.valid(carrying)).isFalse();
        assertThat(scene.valid(child)).isFalse();
        assertThat(scene.valid(other)).isTrue();
    }

    @Test
    void freezing_stops_everything_and_thawing_lets_it_go_on() {
        Answer root = scene.root(true);
        Answer revoked = scene.root(true);
        Answer frozen = scene.http().post("/v1/operators/me/freeze", "{\"reason\": \"something is wrong\"}");
        assertThat(frozen.member("frozen")).isEqualTo(new JsonBoolean(true));
        scene.call(root, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.valid(root)).isFalse();
        scene.root(true).isProblem(403, ErrorCode.FORBIDDEN);
        scene.delegate(root, scene.agent("enforced")).isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(status(root)).isEqualTo("frozen");
        assertThat(scene.http().post("/v1/operators/me/freeze", "{}").member("frozen_at"))
                .isEqualTo(frozen.member("frozen_at"));
        scene.revoke(revoked);

        Answer thawed = scene.http().post("/v1/operators/me/thaw", "{}");
        assertThat(thawed.member("frozen")).isEqualTo(new JsonBoolean(false));
        assertThat(scene.call(root, UPSTREAM).status()).isEqualTo(200);
        scene.call(revoked, UPSTREAM).isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.entries("operator.freeze")).hasSize(1);
        assertThat(scene.entries("operator.thaw")).hasSize(1);
    }

    @Test
    void the_tree_shows_who_passed_what_on_to_whom() {
        List<Answer> chain = scene.chain(2);
        Answer sibling = scene.delegate(chain.getFirst(), scene.agent("enforced"));
        scene.revoke(chain.get(1));
        Answer tree = scene.http().get("/v1/passports/" + Scene.text(chain.getLast(), "jti") + "/tree");
        assertThat(tree.status()).as(tree.text()).isEqualTo(200);
        assertThat(tree.member("count").toString()).isEqualTo("4");
        JsonObject root =
                (JsonObject) ((JsonArray) tree.member("roots")).items().getFirst();
        assertThat(root.get("jti")).contains(chain.getFirst().member("jti"));
        assertThat(root.get("status")).contains(new JsonString("active"));
        List<JsonValue> children = ((JsonArray) root.get("children").orElseThrow()).items();
        assertThat(children)
                .extracting(node -> ((JsonObject) node).get("jti").orElseThrow())
                .containsExactly(chain.get(1).member("jti"), sibling.member("jti"));
        JsonObject below = (JsonObject)
                ((JsonArray) ((JsonObject) children.getFirst()).get("children").orElseThrow())
                        .items()
                        .getFirst();
        assertThat(below.get("revoked_with")).contains(chain.get(1).member("jti"));
        assertThat(below.get("status")).contains(new JsonString("revoked"));
    }

    @Test
    void every_revocation_is_a_numbered_entry_of_the_revocation_log() {
        List<Answer> chain = scene.chain(2);
        scene.revoke(chain.getFirst());
        List<Long> numbers = SERVER.bean(JdbcClient.class)
                .sql("SELECT seq FROM command.revocation ORDER BY seq")
                .query(Long.class)
                .list();
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(3);
        assertThat(numbers.getLast() - numbers.getFirst()).isEqualTo(numbers.size() - 1);
    }

    private static List<JsonValue> jtis(List<Answer> passports) {
        return passports.stream().map(passport -> passport.member("jti")).toList();
    }

    private String status(Answer passport) {
        return Scene.text(scene.http().get("/v1/passports/" + Scene.text(passport, "jti")), "status");
    }
}

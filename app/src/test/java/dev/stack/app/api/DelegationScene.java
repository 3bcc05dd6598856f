// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An operator whose agents pass a passport on from one to the next. */
record DelegationScene(ProxyScene first) {

    private static final AtomicInteger NAMES = new AtomicInteger();

    Http http() {
        return first.http();
    }

    String agent(String mode) {
        return Scene.text(http().post("/v1/agents/register", """
                        {"name": "helper %d", "accountability_mode": "%s"}""".formatted(NAMES.incrementAndGet(), mode)), "id");
    }

    /** A root passport that declares the service, and whether it will delegate. */
    Answer root(boolean willDelegate) {
        return http().post("/v1/passports/issue", """
                {"agent_id": "%s", "checkpoint_interval_seconds": 900,
                 "intent": {"summary": "Call it", "services": ["%s"], "will_delegate": %s}}""".formatted(first.agent(), first.service(), willDelegate));
    }

    /** A mission that outlives its passports, so that they alone are revoked. */
    String mission() {
        return Scene.text(http().post("/v1/missions", "{\"intent_summary\": \"Race\"}"), "mission_id");
    }

    Answer rootOf(String mission) {
        return http().post("/v1/passports/issue", """
                {"agent_id": "%s", "mission_ids": ["%s"],
                 "intent": {"summary": "Call it", "services": [], "will_delegate": true}}""".formatted(first.agent(), mission));
    }

    /** A child of {@code parent} for {@code agent}, with these members beside. */
    Answer delegate(Answer parent, String agent, String... members) {
        String more = String.join(
                "", List.of(members).stream().map(member -> ", " + member).toList());
        return http().post("/v1/passports/delegate", """
                {"parent_passport_token": "%s", "child_agent_id": "%s"%s}""".formatted(Scene.text(parent, "token"), agent, more));
    }

    /** Root and descendants, one below the other. */
    List<Answer> chain(int hops) {
        List<Answer> chain = new ArrayList<>(List.of(root(true)));
        for (int hop = 0; hop < hops; hop++) {
            Answer child = delegate(chain.getLast(), agent("enforced"));
            assertThat(child.status()).as(child.text()).isEqualTo(201);
            chain.add(child);
        }
        return chain;
    }

    Answer call(Answer passport, UpstreamServer upstream) {
        return first.get(Scene.text(passport, "token"), upstream, "/");
    }

    boolean valid(Answer passport) {
        return story().verify(Scene.text(passport, "token")).member("valid").equals(new JsonBoolean(true));
    }

    Answer checkpoint(Answer passport) {
        return story().checkpoint(Scene.text(passport, "jti"), "[]");
    }

    void revoke(Answer passport) {
        first.revoke(Scene.text(passport, "jti"));
    }

    List<JsonObject> entries(String action) {
        return story().entries(action);
    }

    private Scene story() {
        return new Scene(first.operator(), first.agent(), "", "");
    }
}

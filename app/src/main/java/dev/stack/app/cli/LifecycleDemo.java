// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One mission from its passport to its review: declared slack, used github as well, flagged, approved, all on record. */
final class LifecycleDemo {

    private static final Set<String> RECORDED =
            Set.of("passport.issue", "passport.checkpoint", "passport.checkout", "passport.review_decide");

    private final Guide guide;
    private final String name;

    /** @param name of the agent; no live agent of the operator may have it */
    LifecycleDemo(Guide guide, String name) {
        this.guide = guide;
        this.name = name;
    }

    void run() {
        try (ProxyDemo proxy = ProxyDemo.start(guide, "echo-" + name)) {
            run(proxy);
        }
    }

    private void run(ProxyDemo proxy) {
        String agent = registerAgent();
        connectAndGrant(agent, "slack", "chat:write");
        connectAndGrant(agent, "github", "repo");
        String echo = proxy.connectAndGrant(agent);
        Answer passport = issue(agent, echo);
        String jti = passport.text("jti");
        verify(passport.text("token"));
        proxy.call(passport.text("token"));
        checkpoint(jti);
        String checkout = checkout(jti);
        review(jti, checkout);
        readRecord(jti);
    }

    private String registerAgent() {
        guide.step("Register an agent whose missions are enforced: no passport without a declared intent.");
        return guide.post("/v1/agents/register", """
                        {"name":"%s","accountability_mode":"enforced"}""".formatted(name), 201).text("id");
    }

    private void connectAndGrant(String agent, String service, String scope) {
        guide.step("Connect " + service + " once, with its token, and grant it to the agent.");
        String connection = guide.post("/v1/services/connect", """
                        {"service_id":"%s","scopes":["%s"],"oauth_token":"demo-token-that-opens-nothing"}""".formatted(service, scope), 201)
                .text("id");
        guide.post("/v1/services/grant", """
                {"agent_id":"%s","service_connection_id":"%s","scopes":["%s"]}""".formatted(agent, connection, scope), 201);
    }

    private Answer issue(String agent, String echo) {
        guide.step("Ask for a passport. The intent declares slack and the service on this machine, not github.");
        Answer passport = guide.post("/v1/passports/issue", """
                {"agent_id":"%s","ttl_seconds":900,"checkpoint_interval_seconds":300,\
                "intent":{"summary":"Post the weekly report","services":["slack","%s"]}}""".formatted(agent, echo), 201);
        guide.expect(passport.text("accountability").equals("enforced"), "the passport is enforced");
        return passport;
    }

    private void verify(String token) {
        guide.step("Anybody may verify it.");
        Answer verified = guide.post("/v1/passports/verify", "{\"token\":\"" + token + "\"}", 200);
        guide.expect(verified.isTrue("valid"), "the passport is valid");
    }

    private void checkpoint(String jti) {
        guide.step("Report while the mission runs; that keeps an enforced passport alive.");
        Answer answer = guide.post("/v1/passports/" + jti + "/checkpoint", """
                {"services_used":["slack"],"actions_count":1,"summary":"Report drafted"}""", 200);
        guide.expect(!answer.text("checkpoint_id").isEmpty(), "the checkpoint is on record");
    }

    private String checkout(String jti) {
        guide.step("Check out, and admit to github: granted, but never declared.");
        Answer answer = guide.post("/v1/passports/" + jti + "/checkout", """
                {"services_used":["slack","github"],"actions_count":2,"summary":"Report posted"}""", 200);
        guide.expect(answer.text("checkout_status").equals("flagged"), "the checkout is flagged");
        guide.expect(
                answer.texts("flags", "type").anyMatch("undeclared_service"::equals), "the flag is undeclared_service");
        return answer.text("checkout_id");
    }

    private void review(String jti, String checkout) {
        guide.step("A person looks at it and approves.");
        Answer flagged = guide.get("/v1/passports/reviews?status=flagged&limit=100", 200);
        guide.expect(flagged.texts("items", "passport_jti").anyMatch(jti::equals), "it waits in the review queue");
        Answer decided = guide.post("/v1/passports/reviews/" + checkout + "/decide", """
                {"decision":"approved","notes":"github was only read"}""", 200);
        guide.expect(!decided.isTrue("passport_blocked"), "the agent may go on");
    }

    private void readRecord(String jti) {
        guide.step("Everything is on record, and the record proves itself.");
        Answer export = guide.get("/v1/audit/export?passport_jti=" + jti, 200);
        Set<String> actions = export.texts("rows", "action").collect(Collectors.toSet());
        List<String> layers = export.texts("rows", "layer").distinct().toList();
        guide.expect(actions.containsAll(RECORDED), "the export shows " + String.join(", ", RECORDED));
        guide.expect(layers.equals(List.of("vault")), "every row is of layer vault");
        guide.expect(guide.get("/v1/audit/verify-chain", 200).isTrue("valid"), "the chain is whole");
    }
}

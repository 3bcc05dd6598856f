// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import org.junit.jupiter.api.Test;

/** How far grants and passports reach. */
class ScopeTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void C04_a_pattern_that_is_not_anchored_is_taken_with_a_warning() {
        Answer granted = constrained("chat\\\\.post");
        assertThat(granted.status()).isEqualTo(201);
        assertThat(granted.member("warnings").toString()).contains("constraints/0/value is not anchored");
        assertThat(constrained("^/api/chat.*$").member("warnings")).hasToString("[]");

        String pattern = "\"constraints\": [{\"path\": \"url.pathname\", \"op\": \"matches\", \"value\": \"chat\"}]";
        Answer issued = scene.issue("\"intent\": {\"summary\": \"x\", \"services\": [\"slack\"]}, \"scopes\":"
                + " [{\"service_connection_id\": \"" + scene.slack() + "\", " + pattern + "}]");
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.member("warnings").toString()).contains("constraints/0/value is not anchored");
        assertThat(scene.issue().member("warnings")).hasToString("[]");
    }

    @Test
    void C13_an_intent_that_does_not_exist_or_is_anothers_is_refused_and_recorded() {
        assertThat(grantIntent("slack.post_to_chanel", "{}")
                        .isProblem(400, ErrorCode.INVALID_REQUEST)
                        .text())
                .contains("slack.post_to_channel");
        grantIntent("github.create_issue", "{}").isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(scene.entries("service.grant"))
                .extracting(row -> Scene.text(row, "outcome"))
                .containsExactly("success", "success", "blocked", "blocked");
    }

    @Test
    void C14_parameters_that_break_out_of_the_template_are_refused() {
        grantIntent("slack.post_to_channel", "{\"channel\": [\"C01/../../x\"]}")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void C15_a_passport_names_no_intent_that_its_grant_does_not_imply() {
        assertThat(grantIntent("slack.post_to_channel", "{\"channel\": [\"C0001\", \"C0002\"]}")
                        .status())
                .isEqualTo(201);
        issueIntent("{\"channel\": [\"C0003\"]}").isProblem(400, ErrorCode.SCOPE_ESCALATION);
        Answer narrowed = issueIntent("{\"channel\": [\"C0001\"]}");
        assertThat(narrowed.status()).isEqualTo(201);
        assertThat(narrowed.member("services").toString()).contains("[\"C0001\"]");
        assertThat(scene.entries("passport.issue"))
                .extracting(row -> Scene.text(row, "outcome"))
                .containsExactly("blocked", "success");
    }

    @Test
    void C16_a_grant_keeps_what_its_intents_meant_when_it_was_given() {
        Answer granted = grantIntent("slack.post_to_channel", "{\"channel\": [\"C0001\"]}");
        Answer read = scene.http().get("/v1/agents/" + scene.agent() + "/permissions");
        assertThat(((JsonArray) read.member("permissions")).items())
                .map(JsonObject.class::cast)
                .filteredOn(
                        grant -> grant.get("constraints").equals(granted.json().get("constraints")))
                .extracting(grant -> grant.get("catalog_version"))
                .containsExactly(granted.json().get("catalog_version"));
    }

    @Test
    void a_grant_reaches_no_further_than_its_connection_and_a_passport_no_further_than_its_grant() {
        scene.grant(scene.slack(), "[\"admin\"]").isProblem(400, ErrorCode.INVALID_REQUEST);
        scene.issue(scopes(scene.slack(), "[\"channels:read\"]")).isProblem(400, ErrorCode.SCOPE_ESCALATION);
        Answer issued = scene.issue(scopes(scene.slack(), "[\"chat:write\"]"));
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.member("services").toString()).contains("slack").doesNotContain("github");
    }

    @Test
    void the_catalogue_of_intents_names_all_twelve_providers() {
        Answer catalog = scene.http().get("/v1/intents/catalog");
        for (String provider : new String[] {
            "slack",
            "github",
            "notion",
            "gmail",
            "google_drive",
            "linear",
            "jira",
            "hubspot",
            "stripe",
            "openai",
            "supabase",
            "custom"
        }) {
            assertThat(catalog.text()).contains("\"provider\":\"" + provider + "\"");
        }
        assertThat(scene.http().get("/v1/intents/catalog?provider=slack").text())
                .doesNotContain("github.");
    }

    @Test
    void a_stricter_mode_holds_and_a_weaker_one_is_named_and_ignored() {
        Scene logged = Scene.of(SERVER.operator(), "logged");
        Answer stricter = logged.issue(
                "\"accountability_mode\": \"enforced\", \"intent\": {\"summary\": \"x\", \"services\": []}");
        assertThat(stricter.member("accountability")).isEqualTo(new JsonString("enforced"));
        Answer weaker = logged.issue(
                "\"accountability_mode\": \"standard\", \"intent\": {\"summary\": \"x\", \"services\": []}");
        assertThat(weaker.member("accountability")).isEqualTo(new JsonString("logged"));
        assertThat(weaker.member("warnings").toString()).contains("standard");
    }

    private Answer constrained(String pattern) {
        return scene.http().post("/v1/services/grant", """
                {"agent_id": "%s", "service_connection_id": "%s", "scopes": ["chat:write"],
                 "constraints": [{"path": "url.pathname", "op": "matches", "value": "%s"}]}""".formatted(scene.agent(), scene.slack(), pattern));
    }

    private Answer grantIntent(String name, String params) {
        return scene.http().post("/v1/services/grant", """
                {"agent_id": "%s", "service_connection_id": "%s", "scopes": ["chat:write"],
                 "intents": [{"name": "%s", "params": %s}]}""".formatted(scene.agent(), scene.slack(), name, params));
    }

    private Answer issueIntent(String params) {
        return scene.issue("\"intent\": {\"summary\": \"x\", \"services\": [\"slack\"]},"
                + " \"intents\": [{\"name\": \"slack.post_to_channel\", \"params\": " + params + "}]");
    }

    private static String scopes(String connection, String scopes) {
        return "\"intent\": {\"summary\": \"x\", \"services\": [\"slack\"]}, \"scopes\": [{\"service_connection_id\": \""
                + connection + "\", \"scopes\": " + scopes + "}]";
    }
}

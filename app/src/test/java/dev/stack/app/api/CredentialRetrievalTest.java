// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Credentials in clear: who gets them, and what is on record. */
class CredentialRetrievalTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void the_operators_key_gets_what_was_stored_and_the_record_says_so_without_it() {
        Answer answer = scene.http().get("/v1/credentials/slack");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Scene.text(answer, "provider")).isEqualTo("slack");
        assertThat(Scene.text(answer, "credential")).isEqualTo(Scene.SLACK_TOKEN);
        assertThat(answer.member("credentials")).hasToString("null");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");

        assertThat(Scene.text(byConnection(scene.github()), "credential")).isEqualTo(Scene.GITHUB_TOKEN);

        assertThat(scene.entries("credential.retrieve")).hasSize(2).allSatisfy(entry -> {
            assertThat(Scene.text(entry, "outcome")).isEqualTo("success");
            assertThat(entry.toString()).doesNotContain(Scene.SLACK_TOKEN).doesNotContain(Scene.GITHUB_TOKEN);
        });
    }

    @Test
    void a_credential_of_fields_comes_as_fields() {
        String id = Scene.text(scene.http().post("/v1/services/custom", """
                        {"name": "Billing", "credential": {"user": "u-1", "password": "canary-pw-1"}}"""), "id");
        Answer answer = byConnection(id);
        assertThat(answer.member("credential")).hasToString("null");
        JsonObject fields = (JsonObject) answer.member("credentials");
        assertThat(fields.get("user")).contains(new JsonString("u-1"));
        assertThat(fields.get("password")).contains(new JsonString("canary-pw-1"));
    }

    @Test
    void several_connections_at_one_provider_must_be_told_apart() {
        String second = Scene.text(scene.http().post("/v1/services/connect", """
                        {"service_id": "slack", "oauth_token": "xoxb-second", "scopes": ["chat:write"]}"""), "id");
        Answer conflict = scene.http().get("/v1/credentials/slack").isProblem(409, ErrorCode.CONFLICT);
        assertThat(conflict.text()).contains(scene.slack()).contains(second);
        assertThat(Scene.text(byConnection(second), "credential")).isEqualTo("xoxb-second");

        scene.http().send("DELETE", "/v1/services/" + second + "/disconnect", null);
        assertThat(Scene.text(scene.http().get("/v1/credentials/slack"), "credential"))
                .isEqualTo(Scene.SLACK_TOKEN);
    }

    @Test
    void what_is_not_there_and_what_is_anothers_look_the_same() {
        Scene other = Scene.enforced(SERVER.operator());
        scene.http().get("/v1/credentials/notion").isProblem(404, ErrorCode.NOT_FOUND);
        scene.http().get("/v1/credentials/by-connection/scon_none").isProblem(404, ErrorCode.NOT_FOUND);
        byConnection(other.slack()).isProblem(404, ErrorCode.NOT_FOUND);
        assertThat(other.entries("credential.retrieve")).isEmpty();
    }

    @Test
    void an_agent_reaches_credentials_through_the_proxy_alone_unless_it_is_said_otherwise() {
        String token = Scene.text(scene.issue(), "token");
        Answer refused = with(token, "/v1/credentials/slack").isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(refused.text()).contains("credential_access").doesNotContain(Scene.SLACK_TOKEN);
        JsonObject entry = scene.entries("credential.retrieve").getFirst();
        assertThat(Scene.text(entry, "outcome")).isEqualTo("blocked");

        for (String access : List.of("proxy_preferred", "direct")) {
            allow(access);
            assertThat(Scene.text(with(token, "/v1/credentials/slack"), "credential"))
                    .isEqualTo(Scene.SLACK_TOKEN);
            JsonObject allowed = scene.entries("credential.retrieve").getLast();
            assertThat(allowed.toString().toLowerCase(Locale.ROOT))
                    .contains(access)
                    .contains(scene.agent().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void a_passport_reaches_only_what_it_carries() {
        allow("direct");
        String token = Scene.text(
                scene.issue("\"services\": [{\"service_connection_id\": \"" + scene.slack()
                        + "\", \"scopes\": [\"chat:write\"]}],"
                        + " \"intent\": {\"summary\": \"x\", \"services\": [\"slack\"]}"),
                "token");
        assertThat(with(token, "/v1/credentials/by-connection/" + scene.slack()).status())
                .isEqualTo(200);
        with(token, "/v1/credentials/by-connection/" + scene.github()).isProblem(403, ErrorCode.FORBIDDEN);
        with(token, "/v1/credentials/github").isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(scene.entries("credential.retrieve").getLast().toString()).contains("credential_outside_scope");
    }

    @Test
    void a_passport_that_is_over_or_false_opens_nothing() {
        allow("direct");
        Answer issued = scene.issue();
        String token = Scene.text(issued, "token");
        with(token.substring(0, token.length() - 6) + "AAAAAA", "/v1/credentials/slack")
                .isProblem(401, ErrorCode.UNAUTHORIZED);
        with(Scene.text(Scene.enforced(SERVER.operator()).issue(), "token"), "/v1/credentials/slack")
                .isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(scene.http()
                        .post("/v1/passports/revoke", "{\"jti\": \"" + Scene.text(issued, "jti") + "\"}")
                        .status())
                .isEqualTo(200);
        with(token, "/v1/credentials/slack").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.entries("credential.retrieve"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(Scene.text(entry, "outcome")).isEqualTo("blocked"));
    }

    @Test
    void F14_K02_a_ciphertext_that_was_moved_is_an_internal_error_on_record_and_an_alarm() {
        Scene other = Scene.enforced(SERVER.operator());
        SERVER.database()
                .sql()
                .sql(
                        "update vault.secret set ciphertext = (select ciphertext from vault.secret where connection_id = ?)"
                                + " where connection_id = ?")
                .params(other.slack(), scene.slack())
                .update();
        long before = alarms();

        Answer answer = scene.http().get("/v1/credentials/slack").isProblem(500, ErrorCode.INTERNAL);

        assertThat(answer.text()).doesNotContain(scene.slack()).doesNotContain("vault");
        assertThat(scene.entries("credential.retrieve"))
                .as("recorded before it was opened")
                .hasSize(1);
        Scene.await("the alarm", () -> alarms() > before);
    }

    private static long alarms() {
        return SERVER.database()
                .sql()
                .sql("select count(*) from ledger.entry where action = 'vault.integrity'")
                .query(Long.class)
                .single();
    }

    private void allow(String access) {
        assertThat(scene.http()
                        .send(
                                "PATCH",
                                "/v1/agents/" + scene.agent(),
                                ("{\"credential_access\": \"" + access + "\"}").getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(200);
    }

    private Answer byConnection(String id) {
        return scene.http().get("/v1/credentials/by-connection/" + id);
    }

    private Answer with(String passport, String path) {
        return scene.http().get(path, "X-Passport-Token", passport);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.database.TestDatabase;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vault.Credential;
import dev.stack.vault.SealedSecrets;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** Connecting services, setting them up, and what becomes of their credentials. */
class ServicesTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final String HOSTED = """
            {"name": "%s", "credential": {"token": "t0p", "account": "a"},
             "allowed_hosts": ["localhost:8443", "*.example.com"],
             "injection": {"style": "header", "name": "X-Key", "field": "token", "headers": {"X-Version": "7"}}}""";

    private final Operator operator = SERVER.operator();

    @Test
    void a_custom_service_can_come_with_all_its_settings() {
        Answer made = custom(HOSTED.formatted("billing"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.member("warnings")).hasToString("[]");
        JsonObject config = (JsonObject) made.member("config");
        assertThat(config.get("allowed_hosts").orElseThrow()).hasToString("[\"localhost:8443\",\"*.example.com\"]");
        assertThat(config.get("injection").orElseThrow().toString())
                .isEqualTo("{\"style\":\"header\",\"name\":\"X-Key\",\"field\":\"token\","
                        + "\"headers\":{\"X-Version\":\"7\"}}");
        assertThat(shown(Scene.text(made, "id")).get("config")).contains(config);
    }

    @Test
    void without_hosts_or_injection_it_says_what_is_missing() {
        Answer made = custom("{\"name\": \"db\", \"credential\": {\"user\": \"u\", \"password\": \"p\"}}");
        assertThat(made.member("warnings").toString()).contains("No hosts", "No injection", "PATCH /v1/services/scon_");
        assertThat(shown(Scene.text(made, "id")).get("warnings")).contains(made.member("warnings"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"allowed_hosts\": [\"*\"]",
                "\"allowed_hosts\": [\"*.com\"]",
                "\"allowed_hosts\": [\"10.0.0.1\"]",
                "\"allowed_hosts\": [\"https://a.example\"]",
                "\"allowed_hosts\": \"a.example\"",
                "\"injection\": {\"style\": \"cookie\"}",
                "\"injection\": {\"style\": \"header\", \"name\": \"Host\"}",
                "\"injection\": {\"style\": \"header\", \"name\": \"X Y\"}",
                "\"injection\": {\"style\": \"bearer\", \"field\": \"nothing\"}",
                "\"injection\": {\"style\": \"bearer\", \"headers\": {\"Authorization\": \"x\"}}",
                "\"injection\": {\"style\": \"bearer\", \"headers\": {\"X\": \"a\\r\\nb\"}}",
                "\"tls_ca_pem\": \"nothing\"",
                "\"tls_ca_pem\": \"-----BEGIN PRIVATE KEY-----\"",
                "\"allow_private_network\": \"yes\"",
                "\"instance_url\": \"http://a.example\"",
                "\"instance_url\": \"https://127.0.0.1\"",
                "\"instance_url\": \"https://u:p@a.example\"",
                "\"account_id\": \"a/../b\""
            })
    void S16_S17_S23_settings_that_lead_astray_are_refused_when_saved(String member) {
        custom("{\"name\": \"x\", \"credential\": \"t\", " + member + "}").isProblem(400, ErrorCode.INVALID_REQUEST);
        String id = Scene.text(custom("{\"name\": \"y\", \"credential\": \"t\"}"), "id");
        if (!member.contains("nothing\"}")) {
            patch(id, "{" + member + "}").isProblem(400, ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void a_patch_changes_what_it_names_and_null_clears() {
        String id = Scene.text(custom(HOSTED.formatted("patched")), "id");
        patch(id, "{\"instance_url\": \"https://acme.example/base\"}");
        JsonObject config = (JsonObject)
                patch(id, "{\"injection\": null, \"account_id\": \"acct_1\"}").member("config");
        assertThat(config.members().keySet()).containsExactly("instance_url", "account_id", "allowed_hosts");
        assertThat(((JsonObject) patch(id, "{\"allowed_hosts\": []}").member("config")).get("allowed_hosts"))
                .isEmpty();
        int before =
                new Scene(operator, "", "", "").entries("service.configure").size();
        patch(id, "{}");
        assertThat(new Scene(operator, "", "", "").entries("service.configure")).hasSize(before);
    }

    @Test
    void S16_the_hosts_of_a_catalogue_service_are_fixed() {
        String id = connect("jira", "\"credentials\": {\"username\": \"u\", \"password\": \"p\"}");
        patch(id, "{\"allowed_hosts\": [\"evil.example\"]}").isProblem(400, ErrorCode.INVALID_REQUEST);
        patch(id, "{\"instance_url\": \"https://atlassian.net.evil.example\"}")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(patch(id, "{\"instance_url\": \"https://acme.atlassian.net\"}")
                        .status())
                .isEqualTo(200);
        assertThat(access(id).placeholders()).containsEntry("instance_url", "https://acme.atlassian.net");
    }

    @Test
    void private_hosts_can_be_allowed_but_the_server_must_agree() {
        String id = Scene.text(custom(HOSTED.formatted("inside")), "id");
        Answer saved = patch(id, "{\"allow_private_network\": true}");
        assertThat(saved.member("warnings").toString()).doesNotContain("--allow-private-upstreams");
        assertThat(access(id).allowPrivateNetwork()).isTrue();
        try (ApiServer closed = ApiServer.start(TestDatabase.create(), "--stack.edge.allow-private-upstreams=false")) {
            Answer warned = closed.operator().http().post("/v1/services/custom", """
                    {"name": "inside", "credential": "c", "allowed_hosts": ["localhost:8443"],
                     "allow_private_network": true}""");
            assertThat(warned.member("warnings").toString()).contains("--allow-private-upstreams");
        }
    }

    @Test
    void T01_nobody_changes_the_connection_of_another() {
        String id = Scene.text(custom(HOSTED.formatted("mine")), "id");
        Operator other = SERVER.operator();
        other.http()
                .send(
                        "PATCH",
                        "/v1/services/" + id,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json")
                .isProblem(404, ErrorCode.NOT_FOUND);
        for (String route : new String[] {"verify", "proxy-toggle", "credential", "authorize"}) {
            other.http()
                    .post("/v1/services/" + id + "/" + route, "{\"enabled\": true, \"credential\": \"t\"}")
                    .isProblem(404, ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void the_proxy_is_switched_off_and_on() {
        String id = connect("slack", "\"oauth_token\": \"xoxb-1\"");
        assertThat(post(id, "proxy-toggle", "{\"enabled\": false}").member("proxy_enabled"))
                .hasToString("false");
        assertThat(access(id).proxyEnabled()).isFalse();
        assertThat(shown(id).get("proxy_enabled").orElseThrow()).hasToString("false");
        assertThat(post(id, "proxy-toggle", "{\"enabled\": true}").member("proxy_enabled"))
                .hasToString("true");
        post(id, "proxy-toggle", "{}").isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void H12_a_replaced_credential_is_readable_until_calls_under_way_have_ended() {
        String id = connect("github", "\"oauth_token\": \"ghp_old\"");
        ConnectionAccess before = access(id);

        Answer replaced = post(id, "credential", "{\"credentials\": {\"token\": \"ghp_new\"}}");

        assertThat(replaced.member("credential_version")).hasToString("2");
        assertThat(secret(before)).contains("ghp_old");
        assertThat(secret(access(id))).contains("ghp_new");
        assertThat(access(id).injections().getFirst().field()).isEqualTo("token");
        assertThat(new Scene(operator, "", "", "").entries("vault.rotate")).hasSize(1);

        sweep();
        assertThat(secret(before)).isPresent();
        SERVER.clock().forward(Duration.ofMinutes(3));
        sweep();
        assertThat(secret(before)).isEmpty();
        assertThat(secret(access(id))).contains("ghp_new");
    }

    @Test
    void a_service_that_takes_the_credential_makes_it_verified() {
        String id = connect("slack", "\"oauth_token\": \"xoxb-1\"");
        services().answer(id, 200, "{\"ok\": true, \"user\": \"bot\"}");
        Answer verified = post(id, "verify", "{}");
        assertThat(verified.member("verified")).hasToString("true");
        assertThat(services().last().url()).hasToString("https://slack.com/api/auth.test");
        assertThat(shown(id).get("verified_at").orElseThrow()).isNotEqualTo(JsonValue.NULL);

        post(id, "credential", "{\"oauth_token\": \"xoxb-2\"}");
        assertThat(shown(id).get("verified").orElseThrow()).hasToString("false");
    }

    @Test
    void one_that_refuses_it_is_an_error_with_a_reason_until_it_is_taken_again() {
        String slack = connect("slack", "\"oauth_token\": \"xoxb-1\"");
        services().answer(slack, 200, "{\"ok\": false, \"error\": \"token_revoked\"}");
        assertThat(Scene.text(post(slack, "verify", "{}"), "status_reason")).contains("token_revoked");

        String github = connect("github", "\"oauth_token\": \"ghp_1\"");
        services().answer(github, 401, "{}");
        assertThat(Scene.text(post(github, "verify", "{}"), "status")).isEqualTo("error");
        assertThat(Scene.text(shown(github), "status_reason")).contains("401");
        services().answer(github, 200, "{}");
        assertThat(Scene.text(post(github, "verify", "{}"), "status")).isEqualTo("active");
    }

    @Test
    void trouble_on_the_way_changes_nothing() {
        String id = connect("github", "\"oauth_token\": \"ghp_1\"");
        for (int status : new int[] {0, 403, 429, 500, 302}) {
            if (status != 0) {
                services().answer(id, status, "{}");
            }
            Answer answer = post(id, "verify", "{}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Scene.text(answer, "status")).isEqualTo("active");
            assertThat(answer.member("verified")).hasToString("false");
            assertThat(answer.member("warnings").toString()).contains("Not verified");
        }
        String slack = connect("slack", "\"oauth_token\": \"xoxb-1\"");
        services().answer(slack, 200, "{\"ok\": false, \"error\": \"ratelimited\"}");
        assertThat(Scene.text(post(slack, "verify", "{}"), "status")).isEqualTo("active");
    }

    @Test
    void of_a_custom_service_nothing_is_known_that_could_be_asked() {
        String id = Scene.text(custom("{\"name\": \"unknown\", \"credential\": \"t\"}"), "id");
        assertThat(post(id, "verify", "{}").member("warnings").toString()).contains("Not verified: nothing is known");
        String jira = connect("jira", "\"credentials\": {\"username\": \"u\", \"password\": \"p\"}");
        assertThat(post(jira, "verify", "{}").member("warnings").toString()).contains("set instance_url");
    }

    @Test
    void K08_a_disconnected_service_is_gone_for_all_routes() {
        String id = connect("github", "\"oauth_token\": \"ghp_1\"");
        operator.http().send("DELETE", "/v1/services/" + id + "/disconnect", null);
        assertThat(SERVER.bean(ConnectionAccesses.class).find(operator.id(), new ConnectionId(id)))
                .isEmpty();
        patch(id, "{}").isProblem(404, ErrorCode.NOT_FOUND);
        post(id, "verify", "{}").isProblem(404, ErrorCode.NOT_FOUND);
        post(id, "credential", "{\"oauth_token\": \"t\"}").isProblem(404, ErrorCode.NOT_FOUND);
    }

    private static FakeServices services() {
        return SERVER.bean(FakeServices.class);
    }

    private Answer custom(String json) {
        return operator.http().post("/v1/services/custom", json);
    }

    private String connect(String service, String members) {
        return Scene.text(
                operator.http().post("/v1/services/connect", "{\"service_id\": \"" + service + "\", " + members + "}"),
                "id");
    }

    private Answer patch(String id, String json) {
        return operator.http()
                .send(
                        "PATCH",
                        "/v1/services/" + id,
                        json.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
    }

    private Answer post(String id, String route, String json) {
        return operator.http().post("/v1/services/" + id + "/" + route, json);
    }

    private JsonObject shown(String id) {
        JsonArray all =
                (JsonArray) operator.http().get("/v1/services/connected").value();
        return all.items().stream()
                .map(JsonObject.class::cast)
                .filter(connection -> Scene.text(connection, "id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ConnectionAccess access(String id) {
        return SERVER.bean(ConnectionAccesses.class)
                .find(operator.id(), new ConnectionId(id))
                .orElseThrow();
    }

    /** The value, or the only field, of the version that access names. */
    private static Optional<String> secret(ConnectionAccess access) {
        return SERVER.bean(SealedSecrets.class)
                .unseal(access.operator(), access.connection(), access.secretVersion())
                .map(box -> {
                    try (box;
                            Credential credential = Credential.decode(box)) {
                        SecretBytes only = credential
                                .value()
                                .orElseGet(() ->
                                        credential.fields().values().iterator().next());
                        return only.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
                    }
                });
    }

    /** Runs what is scheduled, now. */
    private static void sweep() {
        SERVER.bean(ScheduledTaskHolder.class).getScheduledTasks().stream()
                .filter(task -> task.toString().contains("ReplacedSecrets"))
                .map(ScheduledTask::getTask)
                .forEach(task -> task.getRunnable().run());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.vault.kms.FaultyPath;
import dev.stack.vault.kms.FaultyPath.Fault;
import dev.stack.vault.kms.KmsEmulator;
import dev.stack.vocabulary.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with its master key in a key service that is not always there. */
class MasterKeyAwayTest {

    private static KmsEmulator kms;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        kms = KmsEmulator.start();
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @Test
    void K12_a_server_that_starts_without_its_master_key_serves_health_and_key_set_until_it_has_it() {
        TestDatabase database = TestDatabase.create();
        try (var path = new FaultyPath(kms.endpoint())) {
            String[] settings = settings(path, kms.newKey());
            Scene scene;
            String keySet;
            try (ApiServer before = ApiServer.startIn(folder, database, settings)) {
                scene = Scene.enforced(before.operator());
                keySet = before.nobody().get("/v1/.well-known/jwks.json").text();
                assertThat(keySet).contains("\"kid\"");
            }

            path.set(Fault.DOWN);
            try (ApiServer sealed = ApiServer.startIn(folder, database, settings)) {
                var http = sealed.withKey(scene.operator().key());
                for (String route : List.of("/v1/audit", "/v1/agents", "/v1/credentials/slack", "/openapi")) {
                    Answer refused = http.get(route).isProblem(503, ErrorCode.UNAVAILABLE);
                    assertThat(refused.text()).contains("sealed");
                    assertThat(refused.header("Retry-After")).isNotEmpty();
                }
                sealed.nobody()
                        .post("/v1/passports/verify", "{\"token\": \"x\"}")
                        .isProblem(503, ErrorCode.UNAVAILABLE);
                assertThat(sealed.nobody().get("/v1/.well-known/jwks.json").text())
                        .isEqualTo(keySet);
                assertThat(sealed.nobody().get("/actuator/health/liveness").status())
                        .isEqualTo(200);
                assertThat(sealed.nobody().get("/actuator/health").status()).isEqualTo(503);
                assertThat(sealed.nobody().get("/actuator/health").text()).contains("OUT_OF_SERVICE");

                path.set(Fault.NONE);

                Scene.await("the vault opens", () -> http.get("/v1/audit").status() == 200);
                assertThat(Scene.text(http.get("/v1/credentials/slack"), "credential"))
                        .isEqualTo(Scene.SLACK_TOKEN);
                assertThat(sealed.nobody().get("/actuator/health").status()).isEqualTo(200);
                Scene.await("the entry", () -> entries(database, "system.sealed") == sealed.processes());
            }
        }
    }

    @Test
    void K12_the_very_first_start_makes_its_signing_key_when_the_master_key_comes() {
        TestDatabase database = TestDatabase.create();
        try (var path = new FaultyPath(kms.endpoint())) {
            path.set(Fault.DOWN);
            try (ApiServer sealed = ApiServer.startIn(folder, database, settings(path, kms.newKey()))) {
                assertThat(sealed.nobody().get("/v1/.well-known/jwks.json").status())
                        .isEqualTo(200);
                path.set(Fault.NONE);
                Scene.await(
                        "the vault opens", () -> sealed.nobody().get("/openapi").status() == 200);
                Scene scene = Scene.enforced(sealed.operator());
                Scene.await("a key signs", () -> scene.issue().status() == 201);
            }
        }
    }

    @Test
    void F12_while_kms_is_down_reads_go_on_from_memory_and_nothing_new_is_stored() {
        TestDatabase database = TestDatabase.create();
        try (var path = new FaultyPath(kms.endpoint());
                ApiServer server = ApiServer.startIn(folder, database, settings(path, kms.newKey()))) {
            Scene scene = Scene.enforced(server.operator());
            assertThat(scene.http().get("/v1/credentials/slack").status()).isEqualTo(200);
            int stored = scene.entries("service.connect").size();

            path.set(Fault.DOWN);

            assertThat(scene.http().get("/v1/credentials/slack").status()).isEqualTo(200);
            assertThat(scene.issue().status())
                    .as("the key that signs is in memory")
                    .isEqualTo(201);
            Answer refused = scene.http().post("/v1/services/connect", """
                            {"service_id": "slack", "oauth_token": "xoxb-new", "scopes": ["chat:write"]}""").isProblem(503, ErrorCode.UNAVAILABLE);
            assertThat(refused.text()).contains("\"kms\"").doesNotContain("xoxb-new");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(scene.entries("service.connect")).hasSize(stored);
            assertThat(server.nobody().get("/actuator/health").status()).isEqualTo(503);
            Scene.await("the entry", () -> entries(database, "vault.unavailable") > 0);

            path.set(Fault.NONE);
            Scene.await(
                    "storing again",
                    () -> scene.http().post("/v1/services/connect", """
                                            {"service_id": "slack", "oauth_token": "xoxb-new", "scopes": ["chat:write"]}""").status() == 201);
        }
    }

    @Test
    void F12_while_kms_is_down_calls_go_on_for_five_minutes_at_most() {
        try (var path = new FaultyPath(kms.endpoint());
                var upstream = UpstreamServer.start();
                ApiServer server = ApiServer.startIn(folder, TestDatabase.create(), settings(path, kms.newKey()))) {
            ProxyScene scene = ProxyScene.of(server, upstream, "logged", "[]");
            String token = scene.token();
            int edges = Math.max(1, server.processes() - 1);
            for (int i = 0; i < edges; i++) {
                assertThat(scene.get(token, upstream, "/before").status()).isEqualTo(200);
            }

            path.set(Fault.DOWN);

            for (int i = 0; i < edges; i++) {
                assertThat(scene.get(token, upstream, "/from-memory").status()).isEqualTo(200);
            }
            server.clock().forward(Duration.ofMinutes(5).plusSeconds(1));
            for (int i = 0; i < edges; i++) {
                Answer refused = scene.get(token, upstream, "/too-late").isProblem(503, ErrorCode.UNAVAILABLE);
                assertThat(refused.text()).contains("\"kms\"");
            }
            assertThat(upstream.received()).hasSize(2 * edges).noneMatch(request -> request.target()
                    .equals("/too-late"));
            assertThat(scene.outcomes()).hasSize(6 * edges).endsWith("pending", "failure");

            path.set(Fault.NONE);
            Scene.await(
                    "calling again", () -> scene.get(token, upstream, "/after").status() == 200);
        }
    }

    private static long entries(TestDatabase database, String action) {
        return database.sql()
                .sql("select count(*) from ledger.entry where action = ?")
                .param(action)
                .query(Long.class)
                .single();
    }

    private static String[] settings(FaultyPath path, String key) {
        return new String[] {
            "--stack.vault.kek=aws-kms",
            "--stack.vault.kms.key-id=" + key,
            "--stack.vault.kms.region=" + KmsEmulator.REGION,
            "--stack.vault.kms.endpoint=" + path.endpoint(),
            "--stack.vault.kms.call-timeout=4s",
            "--stack.vault.kms.attempt-timeout=4s",
            "--stack.vault.kms.calls-per-minute-max=100000"
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server while its database is away. */
class StoreAwayTest {

    private static final Duration IN_TIME = Duration.ofSeconds(2);

    @Test
    void F01_without_its_database_no_passport_is_issued_and_verifiers_go_on(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = RestartableDatabase.freePort();
        EmbeddedPostgres database = RestartableDatabase.start(folder.resolve("data"), port);
        try (ApiServer server = ApiServer.start(TestDatabase.on(port))) {
            Scene scene = Scene.enforced(server.operator());
            assertThat(scene.issue().status()).isEqualTo(201);
            String keys = server.nobody().get("/v1/.well-known/jwks.json").text();

            database.close();

            long before = System.nanoTime();
            Answer refused = scene.issue().isProblem(503, ErrorCode.UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThanOrEqualTo(IN_TIME);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.text()).contains("store").doesNotContain("jdbc", "SQL", "Hikari", "localhost");
            assertThat(server.nobody().get("/v1/.well-known/jwks.json").text()).isEqualTo(keys);
            assertThat(server.nobody().get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            assertThat(server.nobody().get("/actuator/health/readiness").status())
                    .isEqualTo(503);

            database = RestartableDatabase.start(folder.resolve("data"), port);

            Scene.await("issuing again", () -> scene.issue().status() == 201);
            assertThat(scene.http().get("/v1/audit/verify-chain").member("valid"))
                    .hasToString("true");
            assertThat(scene.entries("passport.issue")).hasSize(2);
        } finally {
            database.close();
        }
    }

    @Test
    void F01_without_its_database_nothing_an_agent_signed_counts_and_nothing_counts_again_afterwards(
            @TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = RestartableDatabase.freePort();
        EmbeddedPostgres database = RestartableDatabase.start(folder.resolve("data"), port);
        try (ApiServer server = ApiServer.start(TestDatabase.on(port))) {
            Scene scene = Scene.enforced(server.operator());
            AgentKey key = AgentKey.enrolled(server, scene.agent(), scene.http());
            Http used = key.http();
            assertThat(used.get("/v1/missions").status()).isEqualTo(200);

            database.close();

            key.http().get("/v1/missions").isProblem(503, ErrorCode.UNAVAILABLE);
            used.get("/v1/missions").isProblem(503, ErrorCode.UNAVAILABLE);

            database = RestartableDatabase.start(folder.resolve("data"), port);

            Scene.await("asking again", () -> key.http().get("/v1/missions").status() == 200);
            used.get("/v1/missions").isProblem(401, ErrorCode.UNAUTHORIZED);
        } finally {
            database.close();
        }
    }
}

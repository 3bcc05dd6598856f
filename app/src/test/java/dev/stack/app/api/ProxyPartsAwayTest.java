// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls while a part is away: what cannot be recorded does not leave. */
class ProxyPartsAwayTest {

    @Test
    void F01_without_the_database_no_call_leaves(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = RestartableDatabase.freePort();
        EmbeddedPostgres database = RestartableDatabase.start(folder.resolve("data"), port);
        try (UpstreamServer upstream = UpstreamServer.start();
                ApiServer server = ApiServer.start(TestDatabase.on(port))) {
            ProxyScene scene = ProxyScene.of(server, upstream, "enforced", "[]");
            String token = scene.token();
            assertThat(scene.get(token, upstream, "/before").status()).isEqualTo(200);

            database.close();
            scene.get(token, upstream, "/during").isProblem(503, ErrorCode.UNAVAILABLE);
            assertThat(upstream.received()).hasSize(1);

            database = RestartableDatabase.start(folder.resolve("data"), port);
            Scene.await(
                    "calls go out again",
                    () -> scene.get(token, upstream, "/after").status() == 200);
            List<String> targets = upstream.received().stream()
                    .map(UpstreamServer.Received::target)
                    .distinct()
                    .toList();
            assertThat(targets).containsExactly("/before", "/after");
        } finally {
            database.close();
        }
    }

    @Test
    void F07_the_database_stopping_while_the_service_answers_leaves_the_outcome_unknown(@TempDir Path folder)
            throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = RestartableDatabase.freePort();
        EmbeddedPostgres database = RestartableDatabase.start(folder.resolve("data"), port);
        try (UpstreamServer upstream = UpstreamServer.start();
                ApiServer server = ApiServer.start(TestDatabase.on(port))) {
            ProxyScene scene = ProxyScene.of(server, upstream, "enforced", "[]");
            String token = scene.token();
            EmbeddedPostgres stopping = database;
            upstream.behave((_, exchange) -> {
                stopping.close();
                UpstreamServer.json(exchange, 200, "{\"done\": true}");
            });
            scene.post(token, upstream, "/pay", "{}", "X-STACK-Authority-Request-Id", "an-operation-id-of-24-ch")
                    .isProblem(503, ErrorCode.OUTCOME_UNKNOWN);

            database = RestartableDatabase.start(folder.resolve("data"), port);
            Scene.await(
                    "the server is back",
                    () -> scene.http().get("/v1/audit/export").status() == 200);
            assertThat(scene.outcomes()).startsWith("pending");
            server.clock().forward(Duration.ofMinutes(1));
            scene.post(token, upstream, "/pay", "{}", "X-STACK-Authority-Request-Id", "an-operation-id-of-24-ch")
                    .isProblem(503, ErrorCode.OUTCOME_UNKNOWN);
            assertThat(upstream.received()).hasSize(1);
        } finally {
            database.close();
        }
    }
}

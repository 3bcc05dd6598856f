// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.edge.revocation.LocalRevocations;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kill switch of one server: at once, when all else is stuck, and never the other way round. */
class RevocationTest {

    private static final Duration CLOSED_IN = Duration.ofSeconds(5);

    @Test
    void J26_a_revoked_passport_is_refused_from_the_answer_on() {
        try (UpstreamServer upstream = UpstreamServer.start()) {
            ProxyScene scene = ProxyScene.of(ApiServer.shared(), upstream, "enforced", "[]");
            for (int i = 0; i < 10; i++) {
                Answer issued = scene.issue("[\"" + scene.service() + "\"]");
                String token = Scene.text(issued, "token");
                assertThat(scene.get(token, upstream, "/live").status()).isEqualTo(200);
                scene.revoke(Scene.text(issued, "jti"));
                scene.get(token, upstream, "/dead").isProblem(401, ErrorCode.PASSPORT_REVOKED);
            }
            assertThat(upstream.received())
                    .noneMatch(request -> request.target().equals("/dead"));
        }
    }

    @Test
    void a_freeze_stops_every_passport_and_says_so_until_the_thaw() {
        try (UpstreamServer upstream = UpstreamServer.start()) {
            ProxyScene scene = ProxyScene.of(ApiServer.shared(), upstream, "enforced", "[]");
            String token = scene.token();
            Answer frozen = scene.http().post("/v1/operators/me/freeze", "{\"reason\": \"intruder\"}");
            assertThat(frozen.status()).isEqualTo(200);
            assertThat(frozen.member("edges_pending")).isEqualTo(new JsonArray(List.of()));
            Answer refused = scene.get(token, upstream, "/frozen").isProblem(401, ErrorCode.PASSPORT_REVOKED);
            assertThat(refused.text()).contains("frozen", "thaw");
            assertThat(scene.http().post("/v1/operators/me/thaw", "{}").status())
                    .isEqualTo(200);
            assertThat(scene.get(token, upstream, "/thawed").status()).isEqualTo(200);
        }
    }

    @Test
    void an_edge_that_is_there_and_does_not_apply_it_is_named() {
        try (ApiServer server = ApiServer.start(TestDatabase.create(), "--stack.revocation.patience=300ms")) {
            Scene scene = Scene.enforced(server.operator());
            server.database()
                    .sql()
                    .sql("insert into command.edge values ('edge_stuck', 0, now() + interval '1 hour')")
                    .update();
            Answer issued = scene.issue();
            Answer revoked =
                    scene.http().post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(Scene.text(issued, "jti")));
            assertThat(revoked.member("edges_pending")).isEqualTo(new JsonArray(List.of(new JsonString("edge_stuck"))));
            assertThat(revoked.member("revoked")).hasToString("true");
        }
    }

    @Test
    void F19_with_every_connection_taken_the_kill_switch_still_works() throws Exception {
        try (ApiServer server = ApiServer.start(
                TestDatabase.create(), "--stack.database.connections=4", "--stack.web.rate-limit.urgent=3")) {
            Scene scene = Scene.enforced(server.operator());
            String jti = Scene.text(scene.issue(), "jti");
            List<Connection> taken = new ArrayList<>();
            try {
                HikariDataSource pool = server.bean(HikariDataSource.class);
                for (int i = 0; i < 4; i++) {
                    taken.add(pool.getConnection());
                }
                scene.http().get("/v1/agents/" + scene.agent()).isProblem(503, ErrorCode.UNAVAILABLE);
                Answer revoked = scene.http().post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(jti));
                assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
                assertThat(revoked.member("edges_pending")).isEqualTo(new JsonArray(List.of()));
                Answer all = scene.http()
                        .post(
                                "/v1/passports/revoke-agent/" + scene.agent(),
                                "{}",
                                "Idempotency-Key",
                                "once-and-for-all");
                assertThat(all.status()).as(all.text()).isEqualTo(200);
                assertThat(scene.http().post("/v1/operators/me/freeze", "{}").status())
                        .isEqualTo(200);
                scene.http().post("/v1/operators/me/freeze", "{}").isProblem(429, ErrorCode.RATE_LIMITED);
            } finally {
                for (Connection connection : taken) {
                    connection.close();
                }
            }
        }
    }

    @Test
    void F08_without_the_database_the_edge_closes_in_five_seconds_and_opens_by_itself(@TempDir Path folder)
            throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = RestartableDatabase.freePort();
        EmbeddedPostgres database = RestartableDatabase.start(folder.resolve("data"), port);
        try (UpstreamServer upstream = UpstreamServer.start();
                ApiServer server = ApiServer.start(TestDatabase.on(port))) {
            ProxyScene scene = ProxyScene.of(server, upstream, "enforced", "[]");
            String token = scene.token();
            LocalRevocations revocations = server.bean(LocalRevocations.class);

            database.close();
            long away = System.nanoTime();
            scene.get(token, upstream, "/away").isProblem(503, ErrorCode.UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(CLOSED_IN);
            Scene.await("the edge is closed", () -> !revocations.isFresh());
            assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(CLOSED_IN.plusSeconds(1));
            assertThat(server.nobody().get("/actuator/health/readiness").status())
                    .isEqualTo(503);

            database = RestartableDatabase.start(folder.resolve("data"), port);
            Scene.await("the edge is open", revocations::isFresh);
            Scene.await(
                    "calls go out again",
                    () -> scene.get(token, upstream, "/back").status() == 200);
        } finally {
            database.close();
        }
    }
}

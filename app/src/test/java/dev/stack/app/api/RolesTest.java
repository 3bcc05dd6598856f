// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.app.start.StartRefused;
import dev.stack.app.web.Http.Answer;
import dev.stack.app.web.Route;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.ClockSkew;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** Two processes over one database, one of them an edge: what each serves, and what runs in it by itself. */
class RolesTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final ApiServer CORE = ApiServer.start(DATABASE, "--stack.roles=command,query,detect");
    private static final ApiServer EDGE = edge();

    @AfterAll
    static void stop() {
        EDGE.close();
        CORE.close();
    }

    @Test
    void a_route_of_another_role_is_answered_before_the_caller_is_looked_at() {
        List<Route> routes = Route.all(EDGE.nobody()).stream()
                .filter(route -> !isEverywhere(route))
                .toList();
        assertThat(routes).hasSizeGreaterThan(40).allSatisfy(route -> {
            Answer answer = EDGE.nobody().send(route.method(), route.with("nobodys_id"), null);
            if (isCall(route)) {
                answer.isProblem(401, ErrorCode.UNAUTHORIZED);
            } else if (isForPeople(route)) {
                assertThat(answer.status()).as(route.path()).isEqualTo(404);
                assertThat(answer.text()).contains("with the role command", "this one has: edge");
            } else {
                answer.isProblem(404, ErrorCode.NOT_FOUND);
                assertThat(role(answer)).isIn("command", "query");
                assertThat(answer.text()).contains("with the role " + role(answer), "this one has: edge");
            }
        });
        assertThat(routes).filteredOn(RolesTest::isCall).hasSizeGreaterThan(1).allSatisfy(route -> {
            Answer answer = CORE.nobody().send(route.method(), route.path(), null);
            answer.isProblem(404, ErrorCode.NOT_FOUND);
            assertThat(role(answer)).isEqualTo("edge");
        });
    }

    @Test
    void the_key_set_health_and_metrics_are_served_by_every_process() {
        String keys = CORE.nobody().get("/v1/.well-known/jwks.json").text();
        assertThat(keys).contains("\"kid\"");
        assertThat(EDGE.nobody().get("/v1/.well-known/jwks.json").text()).isEqualTo(keys);
        assertThat(EDGE.nobody().get("/v1/status-lists/1").status()).isEqualTo(200);
        for (String path : List.of("/actuator/health/readiness", "/actuator/health/liveness", "/actuator/prometheus")) {
            assertThat(EDGE.nobody().get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void what_runs_by_itself_runs_where_it_belongs() {
        assertThat(scheduled(EDGE)).containsExactly("AuthFailureCounter", "ClockRecords", "VaultRecords");
        assertThat(scheduled(CORE))
                .containsExactly(
                        "AuthFailureCounter",
                        "ClockRecords",
                        "ExpiredAnswers",
                        "ExpiredAuthorizations",
                        "ExpiredConsents",
                        "ExpiredLogins",
                        "ExpiredOperations",
                        "ExpiredPassports",
                        "Forgetting",
                        "KeyTurns",
                        "ReplacedSecrets",
                        "SpentProofPruning",
                        "TokenRenewals",
                        "VaultRecords",
                        "WithdrawnKeys");
        assertThat(processors(EDGE)).isEmpty();
        assertThat(processors(CORE)).isNotEmpty().allSatisfy(name -> assertThat(name)
                .startsWith("query."));
    }

    @Test
    void what_was_done_through_one_process_is_read_at_once_from_another() throws Exception {
        try (UpstreamServer upstream = UpstreamServer.start()) {
            ProxyScene scene = ProxyScene.of(CORE, upstream, "enforced", "[]");
            ProxyScene atEdge = atEdge(EDGE, scene);
            String token = scene.token();
            for (int call = 1; call <= 20; call++) {
                assertThat(atEdge.get(token, upstream, "/" + call).status()).isEqualTo(200);
                Answer usage = scene.http().get("/v1/proxy/usage");
                assertThat(usage.member("used")).hasToString(Integer.toString(call));
                assertThat(usage.response().headers().firstValue("Stack-View-Lag-Ms"))
                        .isEmpty();
            }
        }
    }

    @Test
    void F16_an_edge_whose_clock_goes_off_decides_nothing_while_others_go_on() throws Exception {
        try (UpstreamServer upstream = UpstreamServer.start();
                ApiServer edge = edge("--stack.ledger.clock-skew-max=5s")) {
            ProxyScene scene = ProxyScene.of(CORE, upstream, "enforced", "[]");
            String token = scene.token();
            assertThat(atEdge(edge, scene).get(token, upstream, "/").status()).isEqualTo(200);

            edge.clock().forward(Duration.ofSeconds(6));
            Scene.await("the edge notices", () -> !edge.bean(ClockSkew.class).isAcceptable());
            assertThat(edge.nobody().get("/actuator/health/readiness").status()).isEqualTo(503);
            Answer refused = atEdge(edge, scene).get(token, upstream, "/");
            refused.isProblem(503, ErrorCode.UNAVAILABLE);
            assertThat(refused.text()).contains("\"part\":\"clock\"");
            assertThat(upstream.received()).hasSize(1);
            assertThat(atEdge(EDGE, scene).get(token, upstream, "/").status()).isEqualTo(200);
        }
    }

    @Test
    void F20_a_process_that_may_not_migrate_refuses_a_database_that_is_older() {
        TestDatabase older = TestDatabase.create();
        older.sql()
                .sql("delete from query.schema_history where installed_rank ="
                        + " (select max(installed_rank) from query.schema_history)")
                .update();
        assertThatThrownBy(() -> ApiServer.start(older, "--stack.roles=edge").close())
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("older than this version")
                .hasMessageContaining("schema query")
                .hasMessageContaining("stack.database.owner-password-file");
        TestDatabase kept = TestDatabase.create();
        kept.sql().sql("revoke all on ledger.schema_history from stack_app").update();
        assertThatThrownBy(() -> ApiServer.start(kept, "--stack.roles=edge").close())
                .rootCause()
                .hasMessageContaining("schema ledger");
    }

    @Test
    void F20_a_process_with_another_master_key_is_refused() {
        CORE.operator().http().get("/v1/agents");
        assertThatThrownBy(() -> ApiServer.start(DATABASE, "--stack.roles=edge").close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another master key")
                .hasMessageContaining("stack.vault.kek-file");
    }

    private static ApiServer edge(String... settings) {
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 2, settings.length);
        all[0] = "--stack.roles=edge";
        all[1] = "--stack.vault.kek-file=" + CORE.folder().resolve("data/vault/kek");
        return ApiServer.start(DATABASE, all);
    }

    /** The same scene, its calls sent to that process. */
    private static ProxyScene atEdge(ApiServer edge, ProxyScene scene) {
        var operator = new ApiServer.Operator(
                scene.operator().id(),
                scene.operator().key(),
                edge.withKey(scene.operator().key()));
        return new ProxyScene(operator, scene.agent(), scene.connection(), scene.service(), scene.secret());
    }

    /** What verifiers read. */
    private static boolean isEverywhere(Route route) {
        return route.path().endsWith("jwks.json")
                || route.path().startsWith("/v1/status-lists/")
                || route.path().equals("/v1/revocations/stream");
    }

    /** Pages, and the routes of RFC 6749, tell of failures in forms of their own. */
    private static boolean isForPeople(Route route) {
        return Stream.of("/oauth/", "/v1/oauth/token", "/login", "/sdk-bootstrap")
                .anyMatch(route.path()::startsWith);
    }

    private static boolean isCall(Route route) {
        return route.path().startsWith("/v1/proxy") && !route.path().endsWith("/usage");
    }

    private static String role(Answer answer) {
        var details = (JsonObject)
                ((JsonObject) answer.member("error")).get("details").orElseThrow();
        return Scene.text(details, "role");
    }

    private static Set<String> scheduled(ApiServer server) {
        Set<String> names = new TreeSet<>();
        server.bean(ScheduledTaskHolder.class).getScheduledTasks().forEach(task -> {
            String method = task.toString();
            String type = method.substring(0, method.lastIndexOf('.'));
            names.add(type.substring(type.lastIndexOf('.') + 1));
        });
        return names;
    }

    private static Set<String> processors(ApiServer server) {
        return server.bean(EventProcessingConfiguration.class).eventProcessors().keySet();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.StackProcess;
import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with roles, over one database and one master key: they work as one, and go on when one is killed. */
class RoleProcessesTest {

    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(3);
    private static final String CORE = "command,query,detect";

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePassword() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), TestDatabase.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void one_process_with_every_role_but_the_edge_and_three_edges_are_one_server() throws Exception {
        try (UpstreamServer upstream = UpstreamServer.start();
                StackProcess core = StackProcess.up(folder.resolve("core"), settings(CORE));
                StackProcess first = StackProcess.begin(folder.resolve("edge1"), settings("edge"));
                StackProcess second = StackProcess.begin(folder.resolve("edge2"), settings("edge"));
                StackProcess third = StackProcess.begin(folder.resolve("edge3"), settings("edge"))) {
            List<Http> edges = new ArrayList<>();
            for (StackProcess edge : List.of(first, second, third)) {
                edges.add(http(edge.ready()));
            }
            ProxyScene scene = ProxyScene.of(operator(http(core)), upstream, "enforced", "[]");
            Answer passport = scene.issue("[\"" + scene.service() + "\"]");
            String token = Scene.text(passport, "token");
            String jti = Scene.text(passport, "jti");

            for (Http edge : edges) {
                ProxyScene there = at(edge, scene);
                assertThat(there.get(token, upstream, "/").status()).isEqualTo(200);
                assertThat(upstream.received().getLast().header("Authorization"))
                        .contains(scene.secret());
                edge.get("/v1/agents").isProblem(404, ErrorCode.NOT_FOUND);
            }
            scene.get(token, upstream, "/").isProblem(404, ErrorCode.NOT_FOUND);
            Answer checkpoint =
                    scene.http().post("/v1/passports/" + jti + "/checkpoint", """
                    {"services_used": ["%s"], "actions_count": 3}""".formatted(scene.service()));
            assertThat(checkpoint.status()).as(checkpoint.text()).isEqualTo(200);
            assertThat(scene.outcomes()).hasSize(6).containsOnly("pending", "success");

            scene.revoke(jti);
            for (Http edge : edges) {
                at(edge, scene).get(token, upstream, "/").isProblem(401, ErrorCode.PASSPORT_REVOKED);
            }
            assertThat(upstream.received()).hasSize(3);
            assertThat(scene.http().get("/v1/audit/verify-chain").text()).contains("\"valid\":true");
        }
    }

    @Test
    void F17_a_killed_process_loses_its_views_to_another_and_no_entry_of_either_is_missing() throws Exception {
        try (StackProcess first = StackProcess.up(folder.resolve("core"), settings(CORE));
                StackProcess second = StackProcess.up(folder.resolve("second"), settings(CORE))) {
            Set<String> owners = owners();
            assertThat(owners).hasSize(1);
            Set<String> acknowledged = new ConcurrentSkipListSet<>();
            var stop = new AtomicBoolean();
            List<Thread> writers = List.of(
                    writer("first", http(first), acknowledged, stop),
                    writer("second", http(second), acknowledged, stop));
            Scene.await(
                    "both processes write",
                    () -> written(acknowledged, "first") >= 20 && written(acknowledged, "second") >= 20);

            first.kill();
            int before = written(acknowledged, "second");
            Scene.await("the other goes on", () -> written(acknowledged, "second") >= before + 20);
            long killed = System.nanoTime();
            Scene.await("the views have changed hands", () -> !owners().isEmpty() && !intersect(owners(), owners));
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(CLAIM_TIMEOUT.multipliedBy(4));
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }

            Scene.await("the views are complete", () -> behind() == 0);
            Set<String> shown = new TreeSet<>(database.sql()
                    .sql("select name from query.agent")
                    .query(String.class)
                    .list());
            assertThat(shown).containsAll(acknowledged);
            assertThat(shown)
                    .hasSize(database.sql()
                            .sql("select count(*) from ledger.entry where action = 'agent.register'")
                            .query(Integer.class)
                            .single());
            assertThat(http(second).get("/v1/audit/verify-chain").text()).contains("\"valid\":true");
        }
    }

    @Test
    void F16_a_process_whose_clock_is_off_does_not_start() throws Exception {
        try (StackProcess ahead =
                StackProcess.startAhead(Duration.ofSeconds(6), arguments(folder.resolve("edge"), settings("edge")))) {
            assertThat(ahead.exitCode()).isEqualTo(1);
            assertThat(ahead.ownErrors()).last().asString().contains("clock", "ms off the database's");
        }
    }

    private Thread writer(String name, Http http, Set<String> acknowledged, AtomicBoolean stop) {
        var number = new AtomicInteger();
        return Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                String agent = name + "-" + number.incrementAndGet();
                try {
                    if (http.post("/v1/agents/register", "{\"name\": \"" + agent + "\"}")
                                    .status()
                            == 201) {
                        acknowledged.add(agent);
                    }
                } catch (AssertionError processGone) {
                    return;
                }
            }
        });
    }

    private static int written(Set<String> acknowledged, String writer) {
        return (int)
                acknowledged.stream().filter(name -> name.startsWith(writer)).count();
    }

    private static boolean intersect(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    /** Who fills views. */
    private Set<String> owners() {
        return new TreeSet<>(database.sql()
                .sql("select distinct owner from ledger.token_entry where owner is not null")
                .query(String.class)
                .list());
    }

    /** How many entries some view does not hold. */
    private long behind() {
        return database.sql()
                .sql(
                        "select p.global_index - coalesce((select min(position) from query.progress), 0) from ledger.position p")
                .query(Long.class)
                .single();
    }

    private String[] settings(String roles) {
        return new String[] {
            "--set", "stack.roles=" + roles,
            "--set", "stack.database.url=" + database.url(),
            "--set", "stack.database.password-file=" + folder.resolve("password"),
            "--set", "stack.database.connections=8",
            "--set", "stack.vault.kek-file=" + folder.resolve("kek"),
            "--set", "stack.passport.issuer=http://127.0.0.1:8080",
            "--set", "stack.ledger.claim-timeout=" + CLAIM_TIMEOUT.toSeconds() + "s",
            "--allow-private-upstreams"
        };
    }

    private static String[] arguments(Path data, String... settings) {
        List<String> all = new ArrayList<>(List.of("up", "--port", "0", "--data", data.toString()));
        all.addAll(Arrays.asList(settings));
        return all.toArray(String[]::new);
    }

    private Http http(StackProcess process) throws IOException {
        String key = Files.readAllLines(folder.resolve("core/operator.key"))
                .getFirst()
                .strip();
        return new Http(process.url().getPort(), key);
    }

    private static Operator operator(Http http) {
        return new Operator(new OperatorId("unknown"), "", http);
    }

    private static ProxyScene at(Http process, ProxyScene scene) {
        return new ProxyScene(operator(process), scene.agent(), scene.connection(), scene.service(), scene.secret());
    }
}

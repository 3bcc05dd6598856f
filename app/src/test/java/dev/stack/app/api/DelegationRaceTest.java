// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Delegating and revoking at once leaves no passport alive whose parent is dead. More rounds by a flag. */
class DelegationRaceTest {

    private static final int ROUNDS = Integer.getInteger("stack.test.race-rounds", 60);
    private static final int DELEGATIONS = 3;

    private static final ApiServer SERVER = ApiServer.shared();
    private static final UpstreamServer UPSTREAM = UpstreamServer.start();

    private static final String LIVE_ORPHANS = """
            SELECT count(*) FROM command.passport child WHERE NOT child.revoked AND EXISTS
            (SELECT 1 FROM command.passport parent WHERE parent.family = ANY (child.ancestors) AND parent.revoked)""";

    @AfterAll
    static void close() {
        UPSTREAM.close();
    }

    @Test
    void D07_no_child_outlives_a_revocation_it_raced_with() throws Exception {
        var scene = new DelegationScene(ProxyScene.of(SERVER, UPSTREAM, "enforced", "[]"));
        List<String> agents = IntStream.range(0, DELEGATIONS)
                .mapToObj(_ -> scene.agent("enforced"))
                .toList();
        String below = scene.agent("enforced");
        String mission = scene.mission();
        int born = 0;
        try (var threads = Executors.newFixedThreadPool(DELEGATIONS + 1)) {
            for (int round = 0; round < ROUNDS; round++) {
                Answer root = scene.rootOf(mission);
                Answer middle = scene.delegate(root, below);
                var together = new CyclicBarrier(DELEGATIONS + 1);
                List<Future<Answer>> children = agents.stream()
                        .map(agent -> threads.submit(() -> {
                            together.await(10, TimeUnit.SECONDS);
                            return scene.delegate(middle, agent);
                        }))
                        .toList();
                together.await(10, TimeUnit.SECONDS);
                scene.revoke(root);
                for (Future<Answer> child : children) {
                    Answer answer = child.get();
                    assertThat(answer.status()).as(answer.text()).isIn(201, 401, 409);
                    born += answer.status() == 201 ? 1 : 0;
                }
            }
        }
        assertThat(count(LIVE_ORPHANS)).isZero();
        assertThat(count("SELECT count(*) FROM ledger.entry WHERE event = 'passport.delegated' AND chain_id = '"
                        + scene.first().operator().id().value() + "'"))
                .isEqualTo(born + ROUNDS);
    }

    private static long count(String sql) {
        return SERVER.bean(JdbcClient.class).sql(sql).query(Long.class).single();
    }
}

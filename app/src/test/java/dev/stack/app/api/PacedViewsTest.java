// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.command.database.TestDatabase;
import dev.stack.query.view.ViewLag;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Views gather what comes quickly, and nobody who reads waits for it. */
class PacedViewsTest {

    private static final ApiServer SERVER = ApiServer.start(
            TestDatabase.create(), "--stack.query.view.pause=1s", "--stack.roles=command,query,detect,edge");

    private final Http http = SERVER.operator().http();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void a_read_right_after_a_write_waits_for_no_pause() {
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            String agent = register(i);
            assertThat(http.get("/v1/agents/" + agent).text()).contains(agent);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void what_comes_quickly_costs_few_batches() {
        int writes = 200;
        long before = transactions();
        for (int i = 0; i < writes; i++) {
            register(i);
        }
        Scene.await("all views hold it", () -> SERVER.bean(ViewLag.class).all().values().stream()
                .allMatch(Duration::isZero));

        // One for each write, and of five views at most one a second each; each view had one for most of the writes.
        assertThat(transactions() - before).isBetween((long) writes, 2L * writes);
    }

    private String register(int number) {
        return Scene.text(http.post("/v1/agents/register", "{\"name\":\"agent " + number + "\"}"), "id");
    }

    /** How many transactions have written anything. */
    private static long transactions() {
        return SERVER.database()
                .sql()
                .sql("select pg_current_xact_id()::text::bigint")
                .query(Long.class)
                .single();
    }
}

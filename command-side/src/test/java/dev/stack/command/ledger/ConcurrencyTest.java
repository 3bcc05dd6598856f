// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many at once: threads and processes, one chain and many. */
class ConcurrencyTest {

    private static final int THREADS = 32;
    private static final int APPENDS = 20;

    private TestDatabase database;
    private LedgerRows rows;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        rows = new LedgerRows(database);
    }

    @ParameterizedTest
    @CsvSource({"group-commit,1", "group-commit,32", "in-transaction,1", "in-transaction,32"})
    void thirty_two_threads_make_chains_that_hold(String mode, int chains) throws Exception {
        // The plain way has every thread wait for every other's commit.
        int appends = mode.equals("group-commit") ? APPENDS : 4;
        try (var ledger = LedgerFixture.over(database.app(), "mode=" + mode, "append-timeout=4s");
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String chain = "op_" + thread % chains;
                String prefix = "agg_" + thread + "_";
                running.add(threads.submit(() -> {
                    for (int i = 0; i < appends; i++) {
                        AppendProcess.append(ledger, chain, prefix + i);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(rows.count()).isEqualTo((long) THREADS * appends * 2);
        assertThat(rows.faults()).isZero();
        for (int chain = 0; chain < chains; chain++) {
            assertThat(rows.verify("op_" + chain)).isEmpty();
        }
    }

    @Test
    void A05_two_processes_on_one_chain_make_no_fork() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            processes.add(Processes.start(AppendProcess.class, database.url(), "op_shared", name, "4", "100"));
        }
        for (Process process : processes) {
            try (BufferedReader output = process.inputReader()) {
                assertThat(output.lines().toList()).endsWith("done").hasSize(401);
            }
        }
        assertThat(rows.count()).isEqualTo(1_600);
        assertThat(rows.faults()).isZero();
        assertThat(rows.verify("op_shared")).isEmpty();
    }
}

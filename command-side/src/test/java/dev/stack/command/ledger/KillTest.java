// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power is cut in the middle of it all. What was acknowledged is there, whole and linked. */
class KillTest {

    private static final int CYCLES = Integer.getInteger("stack.kill.cycles", 20);
    private static final int THREADS = 8;

    private final Random random = new Random(1);

    @Test
    void F06_killing_the_application_anywhere_loses_nothing_acknowledged() throws Exception {
        TestDatabase database = TestDatabase.create();
        Set<String> acknowledged = new HashSet<>();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Process process =
                    Processes.start(AppendProcess.class, database.url(), "op_killed", "cycle" + cycle, "8", "1000000");
            try (BufferedReader output = process.inputReader()) {
                int enough = 1 + random.nextInt(200);
                for (int i = 0; i < enough; i++) {
                    acknowledge(acknowledged, output.readLine());
                }
                process.toHandle().destroyForcibly(); // The process itself would close its output on us as well.
                // What it said before it died counts as well; its last line may be cut off.
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    acknowledge(acknowledged, line);
                }
            }
            process.waitFor();
        }
        assertHolds(database, acknowledged);
    }

    @Test
    void F02_killing_postgresql_in_mid_append_loses_nothing_acknowledged(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = freePort();
        Path data = folder.resolve("data");
        EmbeddedPostgres server = start(data, port);
        TestDatabase database = TestDatabase.on(port);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean stop = new AtomicBoolean();
        try (var ledger = LedgerFixture.over(database.app());
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                String prefix = "agg_" + thread + "_";
                threads.execute(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        appendOnce(ledger, prefix + i, acknowledged);
                    }
                });
            }
            try {
                for (int cycle = 0; cycle < CYCLES; cycle++) {
                    awaitMore(acknowledged, 1 + random.nextInt(200));
                    kill(data);
                    server.close(); // It is dead; this only gives back the lock on its folder.
                    server = start(data, port);
                }
                awaitMore(acknowledged, 1);
            } finally {
                stop.set(true);
            }
        }
        assertHolds(database, acknowledged);
        server.close();
    }

    private static void acknowledge(Set<String> acknowledged, String line) {
        if (line != null && line.startsWith("ok ")) {
            acknowledged.add(line.substring("ok ".length()));
        }
    }

    private static void appendOnce(LedgerFixture ledger, String aggregate, Set<String> acknowledged) {
        try {
            AppendProcess.append(ledger, "op_killed", aggregate);
            acknowledged.add(aggregate);
        } catch (Refusal unavailableOrUnknown) {
            assertThat(unavailableOrUnknown.code()).isIn(ErrorCode.UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);
        }
    }

    /** Every acknowledged append is there with both its entries, no other has only one, and the chain holds. */
    private static void assertHolds(TestDatabase database, Set<String> acknowledged) throws Exception {
        LedgerRows rows = new LedgerRows(database);
        Set<String> stored = new HashSet<>(database.sql()
                .sql("select aggregate_identifier from ledger.entry group by 1 having count(*) = 2")
                .query(String.class)
                .list());
        assertThat(stored).containsAll(acknowledged);
        assertThat(rows.count()).isEqualTo(2L * stored.size());
        assertThat(rows.faults()).isZero();
        assertThat(rows.verify("op_killed")).isEmpty();
        System.out.printf("%d cycles, %d acknowledged appends, 0 lost%n", CYCLES, acknowledged.size());
    }

    private static void awaitMore(Set<String> acknowledged, int more) {
        int before = acknowledged.size();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> acknowledged.size() >= before + more);
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(30))
                .start();
    }

    /** {@code kill -9} of the postmaster; its children notice and go. */
    private static void kill(Path data) throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().get(10, TimeUnit.SECONDS);
        for (ProcessHandle child : children) {
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerStreamTest {

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @Test
    void F17_an_append_that_commits_late_is_never_passed_by() throws Exception {
        try (var here = LedgerFixture.over(database.app(), "append-timeout=4s");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection late = database.app().getConnection();
                TrackingEventStream stream = here.store.openStream(null)) {
            here.register("op_first");
            // Another node has taken its place in the ledger, and is slow to commit.
            late.setAutoCommit(false);
            ChainHeads.create(late, Set.of("op_late"));
            ChainHeads heads = ChainHeads.lock(late, Set.of("op_late"));
            LedgerWriter.write(late, List.of(item(LedgerFixture.registered("op_late"))), heads);
            Future<?> after = threads.submit(() -> here.register("op_after"));

            assertThat(next(stream)).isEqualTo("op_first");
            assertThat(stream.hasNextAvailable(200, TimeUnit.MILLISECONDS)).isFalse();

            late.commit();
            after.get();
            assertThat(List.of(next(stream), next(stream))).containsExactly("op_late", "op_after");
        }
    }

    @Test
    void F17_readers_of_a_busy_ledger_of_two_nodes_see_every_entry_once_and_in_order() throws Exception {
        int entries = 300;
        try (var one = LedgerFixture.over(database.app());
                var two = LedgerFixture.over(database.app());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TrackingEventStream stream = one.store.openStream(null)) {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < entries; i++) {
                LedgerFixture node = i % 2 == 0 ? one : two;
                String operator = "op_" + i;
                written.add(threads.submit(() -> node.register(operator)));
            }
            List<Long> indexes = new ArrayList<>();
            for (int i = 0; i < entries; i++) {
                TrackedEventMessage<?> event = stream.nextAvailable();
                indexes.add(event.trackingToken().position().orElseThrow());
            }
            for (Future<?> each : written) {
                each.get();
            }
            assertThat(indexes)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .startsWith(1L)
                    .endsWith((long) entries);
            assertThat(stream.hasNextAvailable()).isFalse();
        }
    }

    @Test
    void an_entry_of_another_process_is_heard_of() throws Exception {
        try (var here = LedgerFixture.over(database.app(), "poll-interval=4900ms");
                var elsewhere = LedgerFixture.over(database.app());
                TrackingEventStream stream = here.store.openStream(null)) {
            CountDownLatch called = new CountDownLatch(1);
            assertThat(stream.setOnAvailableCallback(called::countDown)).isTrue();

            elsewhere.register("op_a");

            assertThat(called.await(3, TimeUnit.SECONDS)).isTrue();
            assertThat(next(stream)).isEqualTo("op_a");
            assertThat(here.position.seen()).isEqualTo(1);
        }
    }

    @Test
    void F18_a_stream_opened_again_at_a_token_goes_on_right_after_it() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            for (int i = 0; i < 5; i++) {
                ledger.register("op_" + i);
            }
            TrackingToken third;
            try (TrackingEventStream stream = ledger.store.openStream(null)) {
                assertThat(next(stream)).isEqualTo("op_0");
                assertThat(next(stream)).isEqualTo("op_1");
                third = stream.nextAvailable().trackingToken();
            }
            for (int twice = 0; twice < 2; twice++) {
                try (TrackingEventStream stream = ledger.store.openStream(third)) {
                    assertThat(next(stream)).isEqualTo("op_3");
                    assertThat(next(stream)).isEqualTo("op_4");
                    assertThat(stream.hasNextAvailable()).isFalse();
                }
            }
        }
    }

    @Test
    void a_stream_that_is_behind_and_one_that_is_ahead_both_see_every_entry_once() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            for (int i = 0; i < 600; i++) {
                ledger.register("op_" + i);
            }
            TrackingToken late = ledger.store.createHeadToken();
            try (TrackingEventStream ahead = ledger.store.openStream(late);
                    TrackingEventStream behind = ledger.store.openStream(null)) {
                ledger.register("op_600");
                assertThat(next(ahead)).isEqualTo("op_600");
                for (int i = 0; i <= 600; i++) {
                    assertThat(next(behind)).isEqualTo("op_" + i);
                }
                ledger.register("op_601");
                assertThat(List.of(next(behind), next(ahead))).containsExactly("op_601", "op_601");
                assertThat(behind.hasNextAvailable()).isFalse();
                assertThat(ahead.hasNextAvailable()).isFalse();
            }
        }
    }

    @Test
    void tokens_can_be_made_of_head_tail_and_time() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            ledger.register("op_0");
            ledger.register("op_1");
            var at = ledger.store.readEvents("op_1").next().getTimestamp();

            assertThat(ledger.store.createHeadToken().position()).hasValue(2);
            assertThat(ledger.store.createTailToken().position()).hasValue(0);
            assertThat(ledger.store.createTokenAt(at).position().orElseThrow()).isLessThanOrEqualTo(1);
            assertThat(ledger.store.createTokenAt(at.plusSeconds(60)).position())
                    .hasValue(2);
        }
    }

    static AppendItem item(org.axonframework.eventhandling.EventMessage<?> event) {
        Draft draft = new Drafts(new java.security.SecureRandom()).of(event, EventSerializer.create());
        return new AppendItem(List.of(), List.of(draft));
    }

    private static String next(TrackingEventStream stream) throws InterruptedException {
        return Drafts.domainEvent(stream.nextAvailable()).operator().value();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stack.command.database.Roles;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.CuttingProxy.Cut;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Status;

/** The store is away, slow, full or of two minds; nothing is lost, and nothing is promised that is not so. */
class StoreFailureTest {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    private TestDatabase database;
    private LedgerRows rows;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        rows = new LedgerRows(database);
    }

    @Test
    void A08_time_never_goes_back_along_a_chain() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            ledger.register("op_a");
            long future = System.currentTimeMillis() + 3_600_000;
            rows.tamper("update ledger.position set timestamp = " + future);
            ledger.issueKey("op_a", 1);
            ledger.issueKey("op_a", 2);

            assertThat(rows.of("op_a"))
                    .extracting(row -> row.entry().facts().timestamp())
                    .isSorted()
                    .endsWith(future, future);
            assertThat(ledger.meters.counter("stack.ledger.clock.held").count()).isEqualTo(2);
        }
        assertThat(rows.faults()).isZero();
    }

    @Test
    void A09_what_cannot_be_recorded_does_not_happen() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            ledger.register("op_a");
            database.sql().sql("revoke insert on ledger.entry from stack_app").update();

            assertRefused(() -> ledger.issueKey("op_a", 1), ErrorCode.UNAVAILABLE, "audit");

            database.sql().sql("grant insert on ledger.entry to stack_app").update();
            ledger.issueKey("op_a", 1);
        }
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.faults()).isZero();
    }

    @Test
    void A10_what_is_recorded_is_data() throws Exception {
        String odd = "\u0000line\r\nbreak \"quoted\" \\ =cmd() \uD83D\uDE80 \uD83D half " + "long ".repeat(20_000);
        try (var ledger = LedgerFixture.over(database.app())) {
            ledger.append(new org.axonframework.eventhandling.GenericDomainEventMessage<>(
                    "Operator",
                    "op_a",
                    0,
                    new dev.stack.events.OperatorEvent.OperatorRegistered(
                            new dev.stack.vocabulary.OperatorId("op_a"), "plain"),
                    java.util.Map.of(dev.stack.events.Provenance.ACTOR, odd)));
        }
        assertThat(rows.of("op_a").getFirst().entry().facts().actor()).startsWith("\uFFFDline\r\nbreak \"quoted\"");
        assertThat(rows.verify("op_a")).isEmpty();
        assertThat(rows.faults()).isZero();
    }

    @Test
    void F01_with_the_connections_used_up_it_says_unavailable_in_time_and_recovers() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            ledger.register("op_a");
            try {
                database.sql().sql("alter role stack_app connection limit 0").update();
                database.sql()
                        .sql("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                                + " where datname = current_database() and usename = 'stack_app'")
                        .query(Boolean.class)
                        .list();
                assertRefused(() -> ledger.issueKey("op_a", 1), ErrorCode.UNAVAILABLE, "store");
            } finally {
                database.sql().sql("alter role stack_app connection limit -1").update();
            }
            ledger.issueKey("op_a", 1);
        }
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void F01_a_lost_connection_is_opened_again_before_anyone_notices() throws Exception {
        try (var ledger = LedgerFixture.over(database.app())) {
            ledger.register("op_a");
            database.sql()
                    .sql("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                            + " where datname = current_database() and application_name = 'stack-ledger'")
                    .query(Boolean.class)
                    .list();
            ledger.issueKey("op_a", 1);
        }
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void F01_a_store_that_hangs_is_given_up_for_certain() throws Exception {
        try (var ledger = LedgerFixture.over(database.app());
                Connection holder = database.superuser().getConnection()) {
            ledger.register("op_a");
            holder.setAutoCommit(false);
            holder.createStatement().execute("select * from ledger.chain_head for update");

            assertRefused(() -> ledger.issueKey("op_a", 1), ErrorCode.UNAVAILABLE, "store");

            holder.rollback();
            // The place is free: what was given up was not written behind our back, and never will be.
            await().untilAsserted(() -> ledger.register("op_free_" + System.nanoTime()));
            assertThat(rows.of("op_a")).hasSize(1);
            ledger.issueKey("op_a", 1);
        }
        assertThat(rows.faults()).isZero();
    }

    @Test
    void F04_a_full_disk_is_unavailable_until_there_is_room() {
        var full = new java.sql.SQLException("could not extend file: No space left on device", "53100");
        assertThat(SqlFailures.isExhausted(full)).isTrue();
        assertThat(SqlFailures.isExhausted(new java.sql.SQLException("wrapped", full)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"BEFORE_COMMIT_ARRIVES", "BEFORE_ITS_ANSWER_ARRIVES"})
    void F05_a_commit_without_an_answer_is_reported_as_unknown(Cut cut) throws Exception {
        int port = URI.create(database.url().substring("jdbc:".length())).getPort();
        try (var proxy = new CuttingProxy(port);
                var ledger = LedgerFixture.over(through(proxy), "statement-timeout=1s")) {
            ledger.register("op_a");
            proxy.cutNextCommit(cut);

            assertThatThrownBy(() -> ledger.issueKey("op_a", 1))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));

            boolean arrived = cut == Cut.BEFORE_ITS_ANSWER_ARRIVES;
            await().untilAsserted(() -> assertThat(rows.of("op_a")).hasSize(arrived ? 2 : 1));
            ledger.issueKey("op_a", arrived ? 2 : 1);
        }
        assertThat(rows.faults()).isZero();
    }

    @Test
    void F16_a_node_whose_clock_is_off_does_not_start() {
        for (int seconds : new int[] {6, -6}) {
            assertThatThrownBy(() -> LedgerFixture.withClock(
                            database.app(), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds))))
                    .hasMessageContaining("off the database's");
        }
    }

    @Test
    void F16_a_node_whose_clock_goes_off_refuses_to_record_until_it_is_set() throws Exception {
        AtomicReference<Duration> offset = new AtomicReference<>(Duration.ofSeconds(4));
        InstantSource source = () -> Instant.now().plus(offset.get());
        try (var ledger =
                LedgerFixture.withClock(database.app(), source.withZone(ZoneOffset.UTC), "poll-interval=20ms")) {
            ledger.register("op_a");
            offset.set(Duration.ofSeconds(-6));
            await().until(() -> !ledger.clockSkew.isAcceptable());

            assertRefused(() -> ledger.issueKey("op_a", 1), ErrorCode.UNAVAILABLE, "clock");
            assertThat(new LedgerHealth(ledger.appender, ledger.clockSkew)
                            .health()
                            .getStatus()
                            .getCode())
                    .isEqualTo("DOWN");

            offset.set(Duration.ZERO);
            await().until(ledger.clockSkew::isAcceptable);
            ledger.issueKey("op_a", 1);
        }
    }

    @Test
    void F19_a_full_queue_refuses_at_once() throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), "queue-rows=4");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = database.superuser().getConnection()) {
            ledger.register("op_a");
            holder.setAutoCommit(false);
            holder.createStatement().execute("select * from ledger.position for update");
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String operator = "op_" + i;
                waiting.add(threads.submit(() -> ledger.register(operator)));
            }
            await().untilAsserted(
                            () -> assertThat(waiting).filteredOn(Future::isDone).isNotEmpty());
            holder.rollback();
            assertThat(waiting).extracting(StoreFailureTest::answer).contains("written", "too much is waiting");
            long written = waiting.stream()
                    .filter(one -> answer(one).equals("written"))
                    .count();
            assertThat(rows.count()).isEqualTo(1 + written);
        }
    }

    @Test
    void F19_a_node_whose_appender_died_says_so() {
        var exhausted = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                throw new OutOfMemoryError("none left, for this test");
            }
        };
        var clockSkew = new ClockSkew(Clock.systemUTC(), Duration.ofSeconds(5));
        try (var appender = new GroupCommitAppender(
                exhausted,
                LedgerFixture.properties(),
                new LedgerPosition(),
                new GroundMarks(),
                clockSkew,
                new LedgerMetrics(new SimpleMeterRegistry()))) {
            appender.start();
            var health = new LedgerHealth(appender, clockSkew);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);

            assertRefused(
                    () -> appender.append(LedgerStreamTest.item(LedgerFixture.registered("op_a"))),
                    ErrorCode.UNAVAILABLE,
                    "store");

            await().dontCatchUncaughtExceptions()
                    .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));
            assertRefused(
                    () -> appender.append(LedgerStreamTest.item(LedgerFixture.registered("op_b"))),
                    ErrorCode.UNAVAILABLE,
                    "store");
        }
    }

    @Test
    void F21_shutting_down_finishes_what_is_queued_and_takes_no_more() throws Exception {
        var ledger = LedgerFixture.over(database.app(), "append-timeout=4s");
        List<Future<?>> waiting = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = database.superuser().getConnection()) {
            ledger.register("op_a");
            holder.setAutoCommit(false);
            holder.createStatement().execute("select * from ledger.position for update");
            waiting.add(threads.submit(() -> ledger.register("op_first")));
            await().until(this::someoneWaitsForALock);
            for (int i = 0; i < 8; i++) {
                String operator = "op_" + i;
                waiting.add(threads.submit(() -> ledger.register(operator)));
            }
            await().until(() ->
                    ledger.meters.get("stack.ledger.queue.rows").gauge().value() == 8);
            Future<?> closing = threads.submit(() -> {
                ledger.close();
                return null;
            });
            holder.rollback();
            closing.get();
        }
        assertThat(waiting).extracting(StoreFailureTest::answer).containsOnly("written");
        assertRefused(() -> ledger.issueKey("op_a", 1), ErrorCode.UNAVAILABLE, "store");
        assertThat(rows.count()).isEqualTo(10);
        assertThat(rows.faults()).isZero();
    }

    private boolean someoneWaitsForALock() {
        return database.sql()
                .sql("select exists (select 1 from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    private static String answer(Future<?> one) {
        try {
            one.get();
            return "written";
        } catch (ExecutionException failed) {
            return failed.getCause().getMessage().contains("too much is waiting")
                    ? "too much is waiting"
                    : failed.getCause().getMessage();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code, String part) {
        long started = System.nanoTime();
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).as(refusal.reason()).isEqualTo(code);
            assertThat(refusal.details()).containsEntry("part", new JsonString(part));
        });
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PROMISED);
    }

    private PGSimpleDataSource through(CuttingProxy proxy) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.url().replaceAll(":[0-9]+/", ":" + proxy.port() + "/"));
        dataSource.setUser(Roles.APP);
        dataSource.setPassword(TestDatabase.PASSWORD);
        // A commit then goes over the wire by its name, where the proxy sees it.
        dataSource.setPrepareThreshold(0);
        return dataSource;
    }
}

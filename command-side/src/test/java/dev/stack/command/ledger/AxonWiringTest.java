// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.command.database.Roles;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.TestOperator.IssueKey;
import dev.stack.command.ledger.TestOperator.Register;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.Provenance;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The traps of Axon 4.13 on Spring Boot 4, each of which fails silently when it is not cured. */
class AxonWiringTest {

    private static TestDatabase database;
    private static ConfigurableApplicationContext server;
    private static CommandGateway commands;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = start(database);
        commands = server.getBean(CommandGateway.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void axon_stores_events_tokens_and_transactions_in_the_database() {
        assertThat(server.getBean(EventStore.class)).isInstanceOf(LedgerEventStore.class);
        assertThat(server.getBean(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
        assertThat(server.getBean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
    }

    @Test
    void without_the_order_of_auto_configuration_it_does_not_start() {
        assertThatThrownBy(() -> start(database, "spring.autoconfigure.exclude=" + AxonOrder.class.getName())
                        .close())
                .hasStackTraceContaining("ConnectionProvider");
    }

    @Test
    void with_another_part_in_the_place_of_ours_it_does_not_start() {
        assertThatThrownBy(() -> start(List.of(Server.class, WithoutTransactions.class), database)
                        .close())
                .hasStackTraceContaining("Axon's transaction manager is");
    }

    @Test
    void both_ways_of_appending_can_be_chosen() {
        try (var other = start(database, "stack.ledger.mode=in-transaction")) {
            other.getBean(CommandGateway.class).sendAndWait(new Register("op_mode", "first"));
            other.getBean(CommandGateway.class).sendAndWait(new IssueKey("op_mode", () -> {}));
            assertThat(other.getBean(LedgerEnd.class).committed()).isPositive();
        }
        assertThat(new LedgerRows(database).verify("op_mode")).isEmpty();
    }

    @Test
    void an_unsafe_or_unknown_setting_is_refused_at_the_start() {
        assertThatThrownBy(
                        () -> start(database, "stack.ledger.mod=in-transaction").close())
                .hasStackTraceContaining("stack.ledger.mod");
        assertThatThrownBy(() ->
                        start(database, "stack.ledger.statement-timeout=5s").close())
                .hasStackTraceContaining("stack.ledger.statement-timeout must be over 0 and under 5 s");
    }

    @Test
    void nobody_is_called_unasked() {
        assertThat(server.getBeanNamesForType(UpdateCheckerAutoConfiguration.class))
                .isEmpty();
        assertThat(server.getEnvironment().getProperty("axon.axonserver.enabled"))
                .isEqualTo("false");
        assertThat(server.getEnvironment().getProperty("axon.timeout.enabled")).isEqualTo("false");
    }

    @Test
    void events_outlive_the_process() {
        commands.sendAndWait(new Register("op_restart", "first"));
        try (var second = start(database)) {
            second.getBean(CommandGateway.class).sendAndWait(new IssueKey("op_restart", () -> {}));
        }
        assertThat(new LedgerRows(database).of("op_restart")).hasSize(2);
    }

    @Test
    void events_are_stored_under_their_stable_names() {
        commands.sendAndWait(new Register("op_names", "first"));

        var row = new LedgerRows(database).of("op_names").getFirst();

        assertThat(row.entry().facts().event()).isEqualTo("operator.registered");
        assertThat(row.entry().facts().revision()).isEqualTo(1);
        assertThat(row.entry().facts().aggregateType()).isEqualTo("Operator");
        assertThat(new String(row.payload(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"operator\":\"op_names\",\"name\":\"first\"}");
    }

    @Test
    void who_asked_stands_beside_the_event() {
        commands.sendAndWait(new GenericCommandMessage<>(
                new Register("op_actor", "first"),
                MetaData.from(Map.of(
                        Provenance.ACTOR, "mem_1",
                        Provenance.TRACE_ID, "0af7651916cd43dd8448eb211c80319c",
                        Provenance.DURATION_MS, "17"))));

        var facts = new LedgerRows(database).of("op_actor").getFirst().entry().facts();

        assertThat(facts.actor()).isEqualTo("mem_1");
        assertThat(facts.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(facts.durationMs()).isEqualTo(17);
        assertThat(facts.spanId()).isNull();
    }

    @Test
    void a_command_that_lost_a_race_is_decided_again() {
        commands.sendAndWait(new Register("op_race", "first"));
        AtomicInteger attempts = new AtomicInteger();
        Runnable somebodyElse = () -> {
            if (attempts.incrementAndGet() == 1) {
                server.getBean(HashChainedEventStorageEngine.class)
                        .appendEvents(List.of(LedgerFixture.keyIssued("op_race", 1)));
            }
        };

        int keys = commands.sendAndWait(new IssueKey("op_race", runOutsideTheCommand(somebodyElse)));

        assertThat(keys).isEqualTo(2);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void a_refusal_is_an_answer_and_not_tried_again() {
        commands.sendAndWait(new Register("op_refused", "first"));
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> commands.sendAndWait(new IssueKey("op_refused", () -> {
                    attempts.incrementAndGet();
                    Guards.current()
                            .add(Guard.require(
                                    () -> new Refusal(ErrorCode.FORBIDDEN, "not you"), "select 1 where false"));
                })))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
        assertThat(attempts).hasValue(1);
        assertThat(new LedgerRows(database).of("op_refused")).hasSize(1);
    }

    @Test
    void a_deferred_guard_is_made_on_the_commands_thread_and_knows_its_result() {
        commands.sendAndWait(new Register("op_deferred", "first"));
        AtomicReference<Thread> decided = new AtomicReference<>();
        AtomicReference<Thread> made = new AtomicReference<>();
        AtomicReference<Object> result = new AtomicReference<>();

        commands.sendAndWait(new IssueKey("op_deferred", () -> {
            decided.set(Thread.currentThread());
            Guards.current().addDeferred(() -> {
                made.set(Thread.currentThread());
                result.set(
                        CurrentUnitOfWork.get().getExecutionResult().getResult().getPayload());
                return Guard.write("select 1");
            });
        }));

        assertThat(result).hasValue(1);
        assertThat(made.get()).isSameAs(decided.get());
    }

    @Test
    void processors_of_both_kinds_are_told_at_once() throws Exception {
        Handlers handlers = server.getBean(Handlers.class);
        commands.sendAndWait(new Register("op_told", "first"));
        List<Long> latencies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            commands.sendAndWait(new IssueKey("op_told", () -> {}));
            long committed = System.nanoTime();
            assertThat(next(handlers.pooled)).isNotNull();
            latencies.add(System.nanoTime() - committed);
            assertThat(next(handlers.tracking)).isNotNull();
        }
        latencies.sort(null);
        // Polling alone would take 250 ms at the median.
        assertThat(latencies.get(latencies.size() / 2)).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void the_end_of_the_ledger_is_where_the_last_command_of_any_process_left_it() {
        LedgerEnd end = server.getBean(LedgerEnd.class);
        commands.sendAndWait(new Register("op_position", "first"));

        assertThat(end.committed())
                .isEqualTo(database.sql()
                        .sql("select global_index from ledger.entry where chain_id = 'op_position'")
                        .query(Long.class)
                        .single());
    }

    private static ApiKeyIssued next(BlockingQueue<ApiKeyIssued> queue) throws InterruptedException {
        for (ApiKeyIssued event = queue.poll(10, TimeUnit.SECONDS);
                event != null;
                event = queue.poll(10, TimeUnit.SECONDS)) {
            if (event.operator().value().equals("op_told")) {
                return event;
            }
        }
        return null;
    }

    /** Another command is another unit of work. */
    private static Runnable runOutsideTheCommand(Runnable task) {
        return () -> {
            Thread other = Thread.ofVirtual().start(task);
            try {
                other.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        };
    }

    private static ConfigurableApplicationContext start(TestDatabase database, String... settings) {
        return start(List.of(Server.class), database, settings);
    }

    private static ConfigurableApplicationContext start(
            List<Class<?>> sources, TestDatabase database, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=" + Roles.APP,
                "spring.datasource.password=" + TestDatabase.PASSWORD,
                "axon.eventhandling.processors.pooled.mode=pooled",
                "axon.eventhandling.processors.pooled.initial-segment-count=1",
                "axon.eventhandling.processors.tracking.mode=tracking"));
        all.addAll(List.of(settings));
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
    }

    /** No @Configuration: the whole server's tests have this class path, and scan it. */
    @EnableAutoConfiguration
    @Import({LedgerConfiguration.class, TestOperator.class})
    static class Server {
        @Bean
        Handlers handlers() {
            return new Handlers();
        }

        @Bean
        PooledHandler pooledHandler(Handlers handlers) {
            return new PooledHandler(handlers);
        }

        @Bean
        TrackingHandler trackingHandler(Handlers handlers) {
            return new TrackingHandler(handlers);
        }
    }

    static class WithoutTransactions {
        @Bean
        TransactionManager axonTransactionManager() {
            return NoTransactionManager.INSTANCE;
        }
    }

    static final class Handlers {
        final BlockingQueue<ApiKeyIssued> pooled = new LinkedBlockingQueue<>();
        final BlockingQueue<ApiKeyIssued> tracking = new LinkedBlockingQueue<>();
    }

    @ProcessingGroup("pooled")
    record PooledHandler(Handlers handlers) {
        @EventHandler
        void on(ApiKeyIssued event) {
            handlers.pooled.add(event);
        }
    }

    @ProcessingGroup("tracking")
    record TrackingHandler(Handlers handlers) {
        @EventHandler
        void on(ApiKeyIssued event) {
            handlers.tracking.add(event);
        }
    }
}

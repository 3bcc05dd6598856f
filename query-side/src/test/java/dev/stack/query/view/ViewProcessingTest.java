// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.events.DomainEvent;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.query.passport.PassportView;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The views as the event processors run them; a pause ends when the test says so, or when a read ends it. */
class ViewProcessingTest {

    private static final int EVENTS = 200;

    private final TestDatabase database = new TestDatabase();
    private final View view = new PassportView();
    private final AtomicInteger batches = new AtomicInteger();
    private final ViewTables tables = new ViewTables(new JdbcTemplate(database.source()) {
        @Override
        public int update(String sql, @Nullable Object @Nullable ... arguments) {
            batches.incrementAndGet();
            return super.update(sql, arguments);
        }
    });
    private final ViewProgress progress = new ViewProgress(tables);
    private final BlockingQueue<Runnable> pauses = new LinkedBlockingQueue<>();
    private final AtomicLong committed = new AtomicLong();
    private final ViewLag lag =
            new ViewLag(database.client(), Clock.fixed(History.at(60), ZoneOffset.UTC), List.of(view));
    private Configuration axon;

    @BeforeEach
    void start() {
        var configurer = DefaultConfigurer.defaultConfiguration();
        configurer.configureEventStore(_ -> EmbeddedEventStore.builder()
                .storageEngine(new InMemoryEventStorageEngine())
                .build());
        new ViewProcessors()
                .viewProcessing(
                        List.of(view),
                        tables,
                        progress,
                        () -> Duration.ofSeconds(10),
                        new ViewProperties(Duration.ofMillis(100)),
                        (_, end) -> pauses.add(end))
                .configureModule(configurer);
        axon = configurer.start();
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void what_was_committed_is_read_when_the_barrier_opens() throws InterruptedException {
        publish(History.life());

        assertThat(barrier().await(PassportView.NAME)).isEmpty();
        assertThat(database.rows(view)).anyMatch(row -> row.contains("\"pp_two\""));
    }

    @Test
    void events_a_view_has_no_use_for_move_it_on_all_the_same() throws InterruptedException {
        publish(List.of(History.registered(), History.connected()));

        assertThat(barrier().await(PassportView.NAME)).isEmpty();
        assertThat(tables.position(PassportView.NAME)).hasValue(committed.get());
    }

    @Test
    void a_read_does_not_wait_for_the_end_of_a_pause() throws InterruptedException {
        publish(List.of(History.registered()));
        assertThat(barrier().await(PassportView.NAME)).isEmpty();

        publish(History.life());

        assertThat(barrier().await(PassportView.NAME)).isEmpty();
        assertThat(database.rows(view)).anyMatch(row -> row.contains("\"pp_two\""));
    }

    @Test
    void what_came_within_a_pause_is_written_in_few_batches() throws InterruptedException {
        publish(List.of(History.registered(), History.connected()));
        Runnable end = Objects.requireNonNull(pauses.poll(10, TimeUnit.SECONDS));
        assertThat(barrier().await(PassportView.NAME)).isEmpty();
        int before = batches.get();

        for (int i = 0; i < EVENTS; i++) {
            publish(List.of(History.registered()));
        }
        assertThat(batches).hasValue(before);
        end.run();

        assertThat(barrier().await(PassportView.NAME)).isEmpty();
        assertThat(batches.get() - before).isBetween(1, EVENTS / 20);
    }

    @Test
    void a_reset_fills_the_view_again() throws InterruptedException {
        publish(History.life());
        barrier().await(PassportView.NAME);
        List<String> live = database.rows(view);

        var processor = axon.eventProcessingConfiguration()
                .eventProcessor(PassportView.NAME, StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        processor.resetTokens();
        assertThat(database.rows(view)).isEmpty();
        processor.start();

        assertThat(barrier().await(PassportView.NAME)).isEmpty();
        assertThat(database.rows(view)).isEqualTo(live);
    }

    @Test
    void F17_a_view_that_is_behind_answers_and_says_how_old_it_is() throws InterruptedException {
        database.jdbc().update("""
                insert into ledger.entry (global_index, entry_id, chain_id, chain_seq, timestamp, event, revision,
                    aggregate_identifier, sequence_number, layer, action, outcome, payload, metadata,
                    payload_digest, metadata_digest, prev_hash, entry_hash)
                select 1, 'aud_1', 'op_one', 1, ?, 'x', 1, 'a', 0, 'vault', 'x', 'success', '', '', z, z, z, z
                from (select decode(repeat('00', 32), 'hex') as z) zero""", History.at(50).toEpochMilli());
        committed.set(1);

        assertThat(barrier().await(PassportView.NAME)).hasValue(Duration.ofSeconds(10));
        assertThat(lag.all()).containsEntry(PassportView.NAME, Duration.ofSeconds(10));
        assertThat(lag.alarming()).isTrue();
    }

    @Test
    void a_view_filled_by_another_process_is_waited_for_too() throws InterruptedException {
        committed.set(7);
        tables.advance(PassportView.NAME, 7);

        assertThat(barrier().await(PassportView.NAME)).isEmpty();
    }

    private ViewBarrier barrier() {
        var beans = new StaticListableBeanFactory();
        beans.addBean("committed", (CommittedPosition) committed::get);
        return new ViewBarrier(beans.getBeanProvider(CommittedPosition.class), progress, lag);
    }

    private void publish(List<? extends DomainEvent> events) {
        axon.eventStore()
                .publish(
                        events.stream().map(GenericEventMessage::asEventMessage).toList());
        committed.set(axon.eventStore().createHeadToken().position().orElseThrow());
    }
}

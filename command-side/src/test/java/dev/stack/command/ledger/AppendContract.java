// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.command.database.TestDatabase;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.ledger.Hash;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both ways of appending promise. */
abstract class AppendContract {

    private final String mode;
    private TestDatabase database;
    private LedgerRows rows;

    AppendContract(String mode) {
        this.mode = mode;
    }

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        rows = new LedgerRows(database);
    }

    @Test
    void what_is_appended_is_read_back() throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode)) {
            ledger.register("op_a");
            ledger.issueKey("op_a", 1);

            var read = ledger.store.readEvents("op_a").asStream().toList();

            assertThat(read).hasSize(2);
            assertThat(read.getFirst().getPayload())
                    .isEqualTo(new OperatorRegistered(new OperatorId("op_a"), "Name of op_a"));
            assertThat(read.getLast().getSequenceNumber()).isEqualTo(1);
        }
    }

    @Test
    void every_operator_has_its_own_chain_from_zero() throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode)) {
            ledger.register("op_a");
            ledger.register("op_b");
            ledger.issueKey("op_a", 1);
        }
        assertThat(rows.of("op_a"))
                .extracting(row -> row.entry().facts().chainSeq())
                .containsExactly(1L, 2L);
        assertThat(rows.of("op_b").getFirst().entry().previous()).isEqualTo(Hash.ZERO);
        assertThat(rows.verify("op_a")).isEmpty();
        assertThat(rows.faults()).isZero();
    }

    @Test
    void a_taken_place_is_a_conflict_and_only_for_who_comes_second() throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode)) {
            ledger.register("op_a");
            ledger.issueKey("op_a", 1);

            assertThatThrownBy(() -> ledger.issueKey("op_a", 1)).isInstanceOf(ConcurrencyException.class);
            assertThatThrownBy(() -> ledger.register("op_a")).isInstanceOf(AggregateStreamCreationException.class);
            ledger.issueKey("op_a", 2);
        }
        assertThat(rows.of("op_a")).hasSize(3);
        assertThat(rows.faults()).isZero();
    }

    @Test
    void of_many_who_want_the_same_place_one_gets_it_and_nobody_else_suffers() throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ledger.register("op_a");
            List<Future<?>> same = new java.util.ArrayList<>();
            List<Future<?>> own = new java.util.ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String other = "op_" + i;
                same.add(threads.submit(() -> ledger.issueKey("op_a", 1)));
                own.add(threads.submit(() -> ledger.register(other)));
            }
            for (Future<?> one : own) {
                one.get();
            }
            assertThat(same).filteredOn(AppendContract::succeeded).hasSize(1);
        }
        assertThat(rows.count()).isEqualTo(18);
        assertThat(rows.faults()).isZero();
    }

    @Test
    void a_guard_that_touches_no_row_refuses_its_command_and_writes_nothing_of_it() throws Exception {
        database.sql()
                .sql("create schema guarded; grant usage on schema guarded to stack_app;"
                        + "create table guarded.used (name text primary key); grant all on guarded.used to stack_app")
                .update();
        try (var ledger = LedgerFixture.over(database.app(), mode)) {
            ledger.lookups.add(event -> List.of(
                    Guard.require(
                            () -> new Refusal(ErrorCode.CONFLICT, "taken"),
                            "insert into guarded.used (name) values (?)",
                            ((OperatorRegistered) event).name()),
                    Guard.require(
                            () -> new Refusal(ErrorCode.FORBIDDEN, "none"),
                            "select 1 from guarded.used where name <> ?",
                            "Name of op_bad")));
            ledger.register("op_a");

            assertThatThrownBy(() -> ledger.append(new GenericDomainEventMessage<>(
                            "Operator", "op_x", 0, new OperatorRegistered(new OperatorId("op_x"), "Name of op_a"))))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
            ledger.register("op_b");
        }
        assertThat(database.sql()
                        .sql("select name from guarded.used order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("Name of op_a", "Name of op_b");
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.faults()).isZero();
    }

    /** In one batch with it, too, when the table does not show it yet. */
    @Test
    void what_rests_on_a_stream_never_comes_after_its_next_entry() throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ledger.lookups.add(
                    event -> event instanceof ApiKeyIssued(OperatorId watched, String key) && key.equals("resting")
                            ? List.of(Guard.unchanged(watched.value(), 1, () -> new ConcurrencyException("changed")))
                            : List.of());
            for (int round = 0; round < 20; round++) {
                String watched = "w" + round;
                ledger.register(watched);
                List<Future<?>> all = new java.util.ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    var resting = new GenericDomainEventMessage<>(
                            "Operator", watched + "_" + i, 0, new ApiKeyIssued(new OperatorId(watched), "resting"));
                    all.add(threads.submit(() -> ledger.append(resting)));
                    if (i == 3) {
                        all.add(threads.submit(() -> ledger.issueKey(watched, 1)));
                    }
                }
                assertThat(all).filteredOn(AppendContract::succeeded).isNotEmpty();
            }
        }
        String late = "select count(*) from ledger.entry late join ledger.entry change using (chain_id)"
                + " where change.aggregate_identifier = chain_id and change.sequence_number = 1"
                + " and late.aggregate_identifier <> chain_id and late.chain_seq > change.chain_seq";
        assertThat(database.sql().sql(late).query(Long.class).single()).isZero();
        assertThat(rows.faults()).isZero();
    }

    private static boolean succeeded(Future<?> one) {
        try {
            one.get();
            return true;
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.call.GroundMoved;
import dev.stack.command.database.TestDatabase;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.DomainEvent;
import dev.stack.events.SystemEvent.DecisionRefused;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided from memory is written only where nothing was said since that may change it (ADR 0022). */
class BasisTest {

    private static final String OPERATOR = "op_a";

    private final TestDatabase database = TestDatabase.create();
    private final LedgerRows rows = new LedgerRows(database);

    @ParameterizedTest
    @ValueSource(strings = {"mode=group-commit", "mode=in-transaction"})
    void what_was_decided_before_the_ground_moved_is_refused_and_not_written(String mode) throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode)) {
            ledger.register(OPERATOR);
            admit(ledger, "call_1", 1L);
            ledger.issueKey(OPERATOR, 1);

            assertThatThrownBy(() -> admit(ledger, "call_2", 1L)).isInstanceOf(GroundMoved.class);
            admit(ledger, "call_3", 3L);
            admit(ledger, "call_4", null);
        }
        assertThat(rows.of(OPERATOR))
                .extracting(row -> row.entry().facts().aggregateId())
                .containsExactly(OPERATOR, "call_1", OPERATOR, "call_3", "call_4");
        assertThat(rows.verify(OPERATOR)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=group-commit", "mode=in-transaction"})
    void calls_and_refusals_change_nothing_for_the_next_call(String mode) throws Exception {
        try (var ledger = LedgerFixture.over(database.app(), mode)) {
            ledger.register(OPERATOR);
            admit(ledger, "call_1", 1L);
            ledger.append(refused());
            admit(ledger, "call_2", 1L);
        }
        assertThat(rows.of(OPERATOR)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=group-commit", "mode=in-transaction"})
    void another_process_is_known_of_once_one_was_told_so(String mode) throws Exception {
        try (var here = LedgerFixture.over(database.app(), mode);
                var there = LedgerFixture.over(database.app(), mode)) {
            here.register(OPERATOR);
            var basis = new Basis(OPERATOR, 1);
            there.issueKey(OPERATOR, 1);

            assertThat(here.marks.stands(basis)).isTrue();
            assertThatThrownBy(() -> admit(here, "call_1", 1L)).isInstanceOf(GroundMoved.class);
            assertThat(here.marks.stands(basis)).isFalse();
            assertThat(here.marks.stands(new Basis(OPERATOR, 2))).isTrue();
        }
    }

    /** The promise itself, while two processes move the ground under the calls of a third and a fourth. */
    @ParameterizedTest
    @ValueSource(strings = {"mode=group-commit", "mode=in-transaction"})
    void no_call_stands_behind_a_change_it_was_decided_without(String mode) throws Exception {
        Map<String, Long> bases = new ConcurrentHashMap<>();
        try (var one = LedgerFixture.over(database.app(), mode);
                var two = LedgerFixture.over(database.app(), mode);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            one.register(OPERATOR);
            List<Future<?>> work = new ArrayList<>();
            for (LedgerFixture ledger : List.of(one, two)) {
                for (int caller = 0; caller < 4; caller++) {
                    String name = "call_" + work.size() + "_";
                    work.add(threads.submit(() -> call(ledger, name, bases)));
                }
            }
            for (int key = 1; key <= 40; key++) {
                (key % 2 == 0 ? one : two).issueKey(OPERATOR, key);
            }
            for (Future<?> done : work) {
                done.get();
            }
        }
        long moved = 0;
        int calls = 0;
        for (LedgerRows.Row row : rows.of(OPERATOR)) {
            Long basis = bases.get(row.entry().facts().aggregateId());
            if (basis == null) {
                moved = row.entry().facts().chainSeq();
            } else {
                calls++;
                assertThat(basis).isGreaterThanOrEqualTo(moved);
            }
        }
        assertThat(calls).isEqualTo(8 * 25);
        assertThat(rows.faults()).isZero();
    }

    /** Twenty-five calls, each tried until what it was decided by still stands. */
    private void call(LedgerFixture ledger, String name, Map<String, Long> bases) {
        for (int n = 0; n < 25; n++) {
            boolean admitted = false;
            for (int attempt = 0; !admitted; attempt++) {
                String call = name + n + "_" + attempt;
                long ground = ground();
                bases.put(call, ground);
                try {
                    admit(ledger, call, ground);
                    admitted = true;
                } catch (GroundMoved _) {
                    bases.remove(call);
                }
            }
        }
    }

    private long ground() {
        return database.sql()
                .sql("select ground_seq from ledger.chain_head where chain_id = ?")
                .param(OPERATOR)
                .query(Long.class)
                .single();
    }

    private static void admit(LedgerFixture ledger, String call, @Nullable Long asOf) {
        var admitted = new CallAdmitted(
                new OperatorId(OPERATOR),
                new CallId(call),
                new Jti("pp_1"),
                new AgentId("agt_1"),
                new MissionId("ms_1"),
                new ConnectionId("scon_1"),
                "slack",
                1,
                true,
                "POST",
                "slack.com",
                "/api/chat.postMessage",
                2,
                null,
                Instant.EPOCH);
        ledger.engine.append(
                message("Call", call, admitted), List.of(), asOf == null ? null : new Basis(OPERATOR, asOf));
    }

    private static DomainEventMessage<?> refused() {
        return message(
                "Refusal",
                "ref_1",
                new DecisionRefused(
                        new OperatorId(OPERATOR),
                        "credential.proxy",
                        Layer.VAULT,
                        ErrorCode.FORBIDDEN,
                        "no",
                        null,
                        null,
                        null,
                        null));
    }

    private static DomainEventMessage<?> message(String type, String id, DomainEvent event) {
        return new GenericDomainEventMessage<>(type, id, 0, event);
    }
}

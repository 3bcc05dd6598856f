// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.call;

import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.DomainEvent;
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** How many calls an operator and a mission have made. */
@Component
public final class CallView implements View {

    public static final String NAME = "query.call";

    private static final String COUNT = """
            with given as (select distinct on (call_id) *
                from unnest(?::text[], ?::text[], ?::timestamptz[], ?::date[], ?::text[], ?::text[])
                as calls (call_id, operator_id, admitted_at, month, mission_id, provider)),
            fresh as (insert into query.call (call_id, operator_id, admitted_at)
                select call_id, operator_id, admitted_at from given
                on conflict (call_id) do nothing returning call_id),
            operator as (insert into query.call_count as counted (operator_id, month, calls)
                select operator_id, month, count(*) from given join fresh using (call_id) group by operator_id, month
                on conflict (operator_id, month) do update set calls = counted.calls + excluded.calls)
            insert into query.mission_call_count as counted (mission_id, provider, calls)
                select mission_id, provider, count(*) from given join fresh using (call_id) group by mission_id, provider
                on conflict (mission_id, provider) do update set calls = counted.calls + excluded.calls""";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("query.call", "query.call_count", "query.mission_call_count");
    }

    @Override
    public List<Change> changes(DomainEvent event) {
        return changes(List.of(event));
    }

    /** One statement for all: call by call, each would change the same two counters again. */
    @Override
    public List<Change> changes(List<DomainEvent> events) {
        List<CallAdmitted> calls = events.stream()
                .filter(CallAdmitted.class::isInstance)
                .map(CallAdmitted.class::cast)
                .toList();
        return calls.isEmpty() ? List.of() : List.of(count(calls));
    }

    private static Change count(List<CallAdmitted> calls) {
        return Change.of(
                COUNT,
                column(calls, call -> call.call().value()),
                column(calls, call -> call.operator().value()),
                column(calls, CallAdmitted::at),
                column(calls, call -> LocalDate.ofInstant(call.at(), ZoneOffset.UTC)
                        .withDayOfMonth(1)),
                column(calls, call -> call.mission().value()),
                column(calls, CallAdmitted::provider));
    }

    private static List<String> column(List<CallAdmitted> calls, Function<CallAdmitted, Object> value) {
        return calls.stream().map(value).map(Object::toString).toList();
    }
}

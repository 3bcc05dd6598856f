// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.call;

import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.DomainEvent;
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** How many calls an operator and a mission have made. */
@Component
public final class CallView implements View {

    public static final String NAME = "query.call";

    private static final String COUNT = """
            with fresh as (insert into query.call (call_id, operator_id, admitted_at) values (?, ?, ?)
                on conflict (call_id) do nothing returning call_id),
            operator as (insert into query.call_count as counted (operator_id, month, calls)
                select ?, ?, 1 from fresh
                on conflict (operator_id, month) do update set calls = counted.calls + 1)
            insert into query.mission_call_count as counted (mission_id, provider, calls)
                select ?, ?, 1 from fresh
                on conflict (mission_id, provider) do update set calls = counted.calls + 1""";

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
        return event instanceof CallAdmitted call ? List.of(count(call)) : List.of();
    }

    private static Change count(CallAdmitted call) {
        return Change.of(
                COUNT,
                call.call().value(),
                call.operator().value(),
                call.at(),
                call.operator().value(),
                LocalDate.ofInstant(call.at(), ZoneOffset.UTC).withDayOfMonth(1),
                call.mission().value(),
                call.provider());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.events.AgentEvent;
import dev.stack.events.AgentEvent.AgentBlocked;
import dev.stack.events.AgentEvent.AgentUnblocked;
import dev.stack.events.DomainEvent;
import dev.stack.query.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

/** What a view is given that only blocks of agents change. */
class SelectiveStreamTest {

    private final ArrivingEvents source = new ArrivingEvents();
    private final SelectiveStream stream = new SelectiveStream(source, event -> switch (event) {
        case AgentBlocked _ -> false;
        case AgentUnblocked _ -> throw new IllegalStateException("not to be folded");
        case AgentEvent _ -> true;
        default -> false;
    });

    @Test
    void what_changes_nothing_is_passed_over_but_for_the_last() throws InterruptedException {
        AgentBlocked blocked = History.blocked();
        source.come(History.registered(), History.renamed(), blocked, History.renamed(), blocked, History.registered());

        assertThat(read()).containsExactly(blocked, blocked, History.registered());
    }

    @Test
    void the_last_one_says_how_far_the_ledger_has_come() throws InterruptedException {
        source.come(10);

        assertThat(stream.nextAvailable().trackingToken().position()).hasValue(10);
        assertThat(stream.hasNextAvailable()).isFalse();
    }

    @Test
    void a_long_way_has_rests() throws InterruptedException {
        source.come(Collections.nCopies(1_200, History.registered()).toArray(DomainEvent[]::new));

        assertThat(read()).hasSize(3);
    }

    @Test
    void one_that_cannot_be_folded_is_given_to_be_seen() throws InterruptedException {
        source.come(History.registered(), History.unblocked(), History.registered());

        assertThat(read()).containsExactly(History.unblocked(), History.registered());
    }

    private List<Object> read() throws InterruptedException {
        List<Object> given = new ArrayList<>();
        while (stream.hasNextAvailable()) {
            TrackedEventMessage<?> next = stream.nextAvailable();
            given.add(next.getPayload());
        }
        return given;
    }
}

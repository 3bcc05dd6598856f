// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.bench.CallerCommand.Block;
import dev.stack.bench.CallerCommand.Unblock;
import dev.stack.events.AgentEvent.AgentBlocked;
import dev.stack.events.AgentEvent.AgentUnblocked;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.NullUnmarked;

/** The smallest aggregate that is made by one command and loaded by the next, in events of the catalogue. */
@NullUnmarked // Fields are empty until the first event.
final class BlockedAgent {

    private static final Instant AT = Instant.ofEpochSecond(1_780_000_000);

    @AggregateIdentifier
    private AgentId agent;

    private OperatorId operator;

    BlockedAgent() {}

    @CommandHandler
    BlockedAgent(Block command) {
        AggregateLifecycle.apply(new AgentBlocked(command.operator(), command.agent(), "under observation", AT));
    }

    @CommandHandler
    void unblock(Unblock command) {
        AggregateLifecycle.apply(new AgentUnblocked(operator, agent, AT));
    }

    @EventSourcingHandler
    void on(AgentBlocked event) {
        agent = event.agent();
        operator = event.operator();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.OperatorEvent;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.events.OperatorEvent.OperatorThawed;
import dev.stack.vocabulary.OperatorId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** The smallest aggregate there can be. */
@Aggregate(type = "Operator")
final class TestOperator {

    record Register(@TargetAggregateIdentifier String operator, String name) {}

    /** {@code meanwhile} runs after the decision and before the append. */
    record IssueKey(@TargetAggregateIdentifier String operator, Runnable meanwhile) {}

    @AggregateIdentifier
    private String operator;

    private int keys;

    TestOperator() {}

    @CommandHandler
    TestOperator(Register command) {
        AggregateLifecycle.apply(new OperatorRegistered(new OperatorId(command.operator()), command.name()));
    }

    @CommandHandler
    int issue(IssueKey command) {
        AggregateLifecycle.apply(new ApiKeyIssued(new OperatorId(operator), "key " + (keys + 1)));
        command.meanwhile().run();
        return keys;
    }

    @EventSourcingHandler
    void on(OperatorEvent event) {
        switch (event) {
            case OperatorRegistered registered ->
                operator = registered.operator().value();
            case ApiKeyIssued _, OperatorFrozen _, OperatorThawed _ -> keys++;
        }
    }
}

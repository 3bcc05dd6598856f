// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.operator.OperatorCommand.FreezeOperator;
import dev.stack.command.operator.OperatorCommand.ThawOperator;
import dev.stack.events.OperatorEvent;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.events.OperatorEvent.OperatorThawed;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A tenant and its master key. */
@Aggregate
@NullUnmarked // fields are empty until the first event
final class Operator {

    @AggregateIdentifier
    private OperatorId operator;

    private @Nullable OperatorFrozen frozen;

    Operator() {} // Axon rebuilds from events

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void register(RegisterOperator command) {
        String name = command.name();
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("An operator's name has 1 to 100 characters, none of them a control character.");
        }
        AggregateLifecycle.apply(new OperatorRegistered(command.operator(), name));
        AggregateLifecycle.apply(new ApiKeyIssued(command.operator(), command.keyHash()));
    }

    /** The earlier key is dead at once. */
    @CommandHandler
    ApiKeyAnswer regenerate(RegenerateApiKey command, ApiKeyMint keys) {
        ApiKeyMint.Made made = keys.make();
        AggregateLifecycle.apply(new ApiKeyIssued(operator, made.hash()));
        return new ApiKeyAnswer(operator, made.key());
    }

    /** Freezing what is frozen changes nothing. */
    @CommandHandler
    FreezeAnswer freeze(FreezeOperator command, Clock clock) {
        boolean first = frozen == null;
        if (first) {
            AggregateLifecycle.apply(new OperatorFrozen(operator, command.reason(), clock.instant()));
        }
        return FreezeAnswer.frozen(Objects.requireNonNull(frozen), !first);
    }

    @CommandHandler
    FreezeAnswer thaw(ThawOperator command, Clock clock) {
        boolean first = frozen != null;
        if (first) {
            AggregateLifecycle.apply(new OperatorThawed(operator, clock.instant()));
        }
        return FreezeAnswer.thawed(operator, !first);
    }

    @EventSourcingHandler
    void on(OperatorEvent event) {
        switch (event) {
            case OperatorRegistered registered -> operator = registered.operator();
            case ApiKeyIssued _ -> {
                // Which key is live is the lookup's business.
            }
            case OperatorFrozen began -> frozen = began;
            case OperatorThawed _ -> frozen = null;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What an operator can ask about all of its passports. */
sealed interface OperatorCommand extends Command {

    /** Stops everything, until a thaw. */
    record FreezeOperator(
            @TargetAggregateIdentifier OperatorId operator,
            @Nullable String reason,
            Caller caller) implements OperatorCommand {
        @Override
        public String action() {
            return "operator.freeze";
        }
    }

    /** Lets what was frozen go on. */
    record ThawOperator(@TargetAggregateIdentifier OperatorId operator, Caller caller) implements OperatorCommand {
        @Override
        public String action() {
            return "operator.thaw";
        }
    }
}

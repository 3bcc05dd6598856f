// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.OperatorId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What the callers of the command path ask of a {@link BlockedAgent}. */
sealed interface CallerCommand {

    record Block(@TargetAggregateIdentifier AgentId agent, OperatorId operator) implements CallerCommand {}

    record Unblock(@TargetAggregateIdentifier AgentId agent) implements CallerCommand {}
}

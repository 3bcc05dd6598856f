// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

record RegenerateApiKey(@TargetAggregateIdentifier OperatorId operator, Caller caller) implements Command {

    @Override
    public String action() {
        return "operator.key_regenerate";
    }

    @Override
    public Layer layer() {
        return Layer.SYSTEM;
    }
}

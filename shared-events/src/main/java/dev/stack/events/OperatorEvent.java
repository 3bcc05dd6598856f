// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;

/** Everything that can happen to an operator. */
public sealed interface OperatorEvent extends DomainEvent {

    @EventName(value = "operator.registered", action = "operator.register", layer = Layer.SYSTEM)
    record OperatorRegistered(OperatorId operator, String name) implements OperatorEvent {}

    /** A new API key took the place of any earlier one. {@code keyHash} is the SHA-256 of the key, lower-case hex. */
    @EventName(value = "operator.key_issued", action = "operator.key_regenerate", layer = Layer.SYSTEM)
    record ApiKeyIssued(OperatorId operator, String keyHash) implements OperatorEvent {}
}

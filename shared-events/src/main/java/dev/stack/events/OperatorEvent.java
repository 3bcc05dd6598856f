// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an operator. */
public sealed interface OperatorEvent extends DomainEvent {

    @EventName(value = "operator.registered", action = "operator.register", layer = Layer.SYSTEM)
    record OperatorRegistered(OperatorId operator, String name) implements OperatorEvent {}

    /** A new API key took the place of any earlier one. {@code keyHash} is the SHA-256 of the key, lower-case hex. */
    @EventName(value = "operator.key_issued", action = "operator.key_regenerate", layer = Layer.SYSTEM)
    record ApiKeyIssued(OperatorId operator, String keyHash) implements OperatorEvent {}

    /** No passport of the operator works from now on, and none is issued, until a thaw. */
    @EventName(value = "operator.frozen", action = "operator.freeze", layer = Layer.VAULT)
    record OperatorFrozen(OperatorId operator, @Nullable String reason, Instant at) implements OperatorEvent {}

    /** Passports that have neither expired nor been revoked meanwhile work again. */
    @EventName(value = "operator.thawed", action = "operator.thaw", layer = Layer.VAULT)
    record OperatorThawed(OperatorId operator, Instant at) implements OperatorEvent {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.Jti;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks a passport what time has made of it. Nobody's request: the clock's. */
record ObserveDeadline(@TargetAggregateIdentifier Jti jti) {}

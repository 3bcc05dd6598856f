// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.vocabulary.OperatorId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Makes an operator with its first API key, of which only the SHA-256 (lower-case hex) comes in here. Given by the
 * installation's owner, never over the API.
 */
public record RegisterOperator(@TargetAggregateIdentifier OperatorId operator, String name, String keyHash) {}

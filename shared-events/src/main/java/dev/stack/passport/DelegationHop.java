// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;

/** One ancestor of a delegated passport: the passport, who acted with it, and for whom. */
public record DelegationHop(Jti jti, AgentId agent, OperatorId operator) {}

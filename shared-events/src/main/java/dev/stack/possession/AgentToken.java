// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import dev.stack.vocabulary.AgentId;
import java.time.Instant;

/**
 * What a good token of an agent says: {@code agent} asks, once.
 *
 * @param thumbprint which of the agent's keys signed it
 * @param jti what tells it from every other token of that key
 * @param forgettableAt when it would be refused for its age alone
 */
public record AgentToken(AgentId agent, String thumbprint, String jti, Instant forgettableAt) {}

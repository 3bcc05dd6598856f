// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import java.time.Instant;
import java.util.List;

/**
 * How soon each edge refused a passport that was revoked.
 *
 * @param jti the passport, which was issued for this
 * @param edges the edges that refused it, in the order of their ids
 * @param edgesSilent edges that were there and did not refuse it within five seconds
 * @param p50Ms milliseconds from the order to the refusal, over the edges; 0 when there was none
 */
record DrillAnswer(
        AgentId agentId,
        Jti jti,
        Instant revokedAt,
        List<Edge> edges,
        List<String> edgesSilent,
        double p50Ms,
        double p99Ms,
        double maxMs) {

    /** One edge; {@code ms} milliseconds from the order to its first refusal. */
    record Edge(String edgeId, double ms) {}
}

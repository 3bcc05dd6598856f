// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mission. {@code missionId} and {@code id} are equal; {@code claimId} names the ledger entry's subject that records
 * it. {@code declared} is laid open beside the other members on the wire.
 */
public record MissionAnswer(
        MissionId missionId,
        MissionId id,
        String claimId,
        OperatorId operatorId,
        @Nullable AgentId agentId,
        MissionStatus status,
        @Nullable String terminalState,
        @Nullable String intentSummary,
        @Nullable List<String> intentServices,
        JsonObject declared,
        JsonObject usage,
        boolean implicit,
        @Nullable JsonObject output,
        List<BoundPassport> passports,
        Instant expiresAt,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** A passport of the mission. */
    public record BoundPassport(Jti jti, AgentId agentId, Instant expiresAt) {}
}

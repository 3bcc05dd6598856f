// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A passport that leaves the house: the only answer, with a checkpoint's, that holds a token. */
public record IssuedPassport(
        String token,
        Jti jti,
        Instant expiresAt,
        AccountabilityMode accountability,
        SessionId sessionId,
        MissionId missionId,
        AgentId agentId,
        List<JsonObject> services,
        int checkpointIntervalSeconds,
        @Nullable Instant nextCheckpointDueAt,
        List<String> warnings) {

    public IssuedPassport {
        services = List.copyOf(services);
        warnings = List.copyOf(warnings);
    }

    /** Without the token, which a record may not show. */
    @Override
    public String toString() {
        return "IssuedPassport[jti=" + jti + ", expiresAt=" + expiresAt + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.WireTime;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A passport that leaves the house: the only answer, with a checkpoint's, that holds a token.
 *
 * @param tokenType {@code DPoP} where whoever presents it must prove possession of a key, else {@code Bearer} (RFC 9449,
 *     section 5)
 * @param parentPassportId the passport it was delegated from, under both names clients know; {@code null} for a root
 */
public record IssuedPassport(
        String token,
        String tokenType,
        Jti jti,
        Instant expiresAt,
        AccountabilityMode accountability,
        SessionId sessionId,
        MissionId missionId,
        AgentId agentId,
        List<JsonObject> services,
        int checkpointIntervalSeconds,
        @Nullable Instant nextCheckpointDueAt,
        @Nullable Jti parentPassportId,
        @Nullable Jti parentJti,
        int delegationDepth,
        List<String> warnings) {

    public IssuedPassport {
        services = List.copyOf(services);
        warnings = List.copyOf(warnings);
    }

    /** The wire form, for an answer it is part of. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("token", new JsonString(token));
        members.put("token_type", new JsonString(tokenType));
        members.put("jti", new JsonString(jti.value()));
        members.put("expires_at", new JsonString(WireTime.text(expiresAt)));
        members.put("accountability", new JsonString(accountability.wire()));
        members.put("session_id", new JsonString(sessionId.value()));
        members.put("mission_id", new JsonString(missionId.value()));
        members.put("agent_id", new JsonString(agentId.value()));
        members.put("services", new JsonArray(List.copyOf(services)));
        members.put("checkpoint_interval_seconds", JsonNumber.of(checkpointIntervalSeconds));
        members.put(
                "next_checkpoint_due_at",
                nextCheckpointDueAt == null ? JsonValue.NULL : new JsonString(WireTime.text(nextCheckpointDueAt)));
        members.put("parent_passport_id", parent());
        members.put("parent_jti", parent());
        members.put("delegation_depth", JsonNumber.of(delegationDepth));
        members.put(
                "warnings",
                new JsonArray(warnings.stream().<JsonValue>map(JsonString::new).toList()));
        return new JsonObject(members);
    }

    private JsonValue parent() {
        return parentJti == null ? JsonValue.NULL : new JsonString(parentJti.value());
    }

    /** Without the token, which a record may not show. */
    @Override
    public String toString() {
        return "IssuedPassport[jti=" + jti + ", expiresAt=" + expiresAt + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.WireTime;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mission. On the wire its id stands under two names, and the members of {@code declared} lie open beside the others.
 *
 * @param declared what the opening request said besides, shown as it came
 * @param usage how much of each cap is used
 */
public record MissionAnswer(
        MissionId id,
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

    /** The caps of a mission that has none. */
    public static final JsonObject NO_USAGE = new JsonObject(Map.of());

    public MissionAnswer {
        intentServices = intentServices == null ? null : List.copyOf(intentServices);
        passports = List.copyOf(passports);
    }

    /** The wire form; what we decide wins over what was declared under the same name. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>(declared.members());
        members.put("mission_id", new JsonString(id.value()));
        members.put("id", new JsonString(id.value()));
        members.put("claim_id", new JsonString(id.value()));
        members.put("operator_id", new JsonString(operatorId.value()));
        members.put("agent_id", agentId == null ? JsonValue.NULL : new JsonString(agentId.value()));
        members.put("status", new JsonString(status.wire()));
        members.put("terminal_state", text(terminalState));
        members.put("intent_summary", text(intentSummary));
        members.put(
                "intent_services",
                intentServices == null
                        ? JsonValue.NULL
                        : new JsonArray(intentServices.stream()
                                .<JsonValue>map(JsonString::new)
                                .toList()));
        members.put("usage", usage);
        members.put("implicit", new JsonBoolean(implicit));
        members.put("output", output == null ? JsonValue.NULL : output);
        members.put(
                "passports",
                new JsonArray(
                        passports.stream().<JsonValue>map(BoundPassport::toJson).toList()));
        members.put("expires_at", new JsonString(WireTime.text(expiresAt)));
        members.put("created_at", new JsonString(WireTime.text(createdAt)));
        members.put("ended_at", endedAt == null ? JsonValue.NULL : new JsonString(WireTime.text(endedAt)));
        return new JsonObject(members);
    }

    private static JsonValue text(@Nullable String text) {
        return text == null ? JsonValue.NULL : new JsonString(text);
    }

    /** A passport of the mission. */
    public record BoundPassport(Jti jti, AgentId agentId, Instant expiresAt) {

        JsonObject toJson() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("jti", new JsonString(jti.value()));
            members.put("agent_id", new JsonString(agentId.value()));
            members.put("expires_at", new JsonString(WireTime.text(expiresAt)));
            return new JsonObject(members);
        }
    }
}

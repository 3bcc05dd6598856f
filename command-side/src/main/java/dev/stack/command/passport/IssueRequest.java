// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an issue asks for.
 *
 * @param mission the mission to bind to, or {@code null} to open one
 * @param mode the accountability asked for, or {@code null} for the agent's
 * @param intent own intent, or {@code null} when none is declared
 * @param confirmation thumbprint of the key it shall be bound to, or {@code null} for none
 * @param body the request, for the members that choose scopes
 */
public record IssueRequest(
        AgentId agent,
        @Nullable MissionId mission,
        int ttlSeconds,
        int checkpointIntervalSeconds,
        @Nullable AccountabilityMode mode,
        @Nullable DeclaredIntent intent,
        @Nullable String confirmation,
        Members body) {

    static final int TTL_MIN = 60;
    static final int TTL_MAX = 3_600;
    static final int TTL_DEFAULT = 900;
    private static final int INTERVAL_DEFAULT = 300;
    private static final int MODE_MAX = 32;
    private static final int LIST_MAX = 64;

    /** Reads the body of an issue. */
    public static IssueRequest read(Members body) {
        return read(new AgentId(body.requiredText("agent_id", Id.LENGTH_MAX)), mission(body), body);
    }

    /** Reads the passport part of a request that names agent and mission itself. */
    public static IssueRequest read(AgentId agent, @Nullable MissionId mission, Members body) {
        refuseAuthority(body);
        return new IssueRequest(
                agent,
                mission,
                ttl(body).orElse(TTL_DEFAULT),
                interval(body).orElse(INTERVAL_DEFAULT),
                mode(body).orElse(null),
                DeclaredIntent.read(body),
                confirmation(body).orElse(null),
                body);
    }

    /** The same, bound to the key that a proof has shown; one that was named as well must be that key. */
    public IssueRequest boundTo(String proved) {
        if (confirmation != null && !confirmation.equals(proved)) {
            throw Refusal.invalid(
                    "confirmation/jkt names another key than the proof in the header DPoP. Send one of them.");
        }
        return new IssueRequest(agent, mission, ttlSeconds, checkpointIntervalSeconds, mode, intent, proved, body);
    }

    /** The thumbprint of a key that a passport shall be bound to. */
    static Optional<String> confirmation(Members body) {
        return body.object("confirmation").map(cnf -> cnf.requiredText("jkt", Id.LENGTH_MAX));
    }

    static Optional<Integer> ttl(Members body) {
        return body.whole("ttl_seconds", TTL_MIN, TTL_MAX).map(Long::intValue);
    }

    static Optional<Integer> interval(Members body) {
        return body.whole("checkpoint_interval_seconds", TTL_MIN, TTL_MAX).map(Long::intValue);
    }

    static Optional<AccountabilityMode> mode(Members body) {
        return body.text("accountability_mode", MODE_MAX)
                .map(text -> AccountabilityMode.fromWire("accountability_mode", text));
    }

    private static @Nullable MissionId mission(Members body) {
        List<JsonValue> ids = body.array("mission_ids", LIST_MAX).orElse(List.of());
        if (ids.isEmpty()) {
            return null;
        }
        if (ids.size() > 1 || !(ids.getFirst() instanceof JsonString(String id))) {
            throw Refusal.invalid(
                    "mission_ids takes exactly one mission id: a passport is bound to exactly one Mission.");
        }
        return new MissionId(id);
    }

    private static void refuseAuthority(Members body) {
        if (!body.array("authority_binding_ids", LIST_MAX).orElse(List.of()).isEmpty()) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "authority_binding_ids names bindings that are not found: authority is not part of this server. Leave it out.");
        }
    }
}

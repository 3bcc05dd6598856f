// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.events.MissionTerms;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller declares when it opens a mission.
 *
 * @param life how long it lasts: 60 seconds to 24 hours
 * @param declared the members that are kept and shown again
 */
record MissionDeclaration(
        @Nullable AgentId agent,
        String intentSummary,
        @Nullable List<String> intentServices,
        Duration life,
        JsonObject declared) {

    private static final int SUMMARY_MAX = 500;
    private static final int SERVICES_MAX = 32;
    private static final int SLUG_MAX = 64;
    private static final long LIFE_MIN = 60;
    private static final long LIFE_MAX = 86_400;
    private static final long LIFE_DEFAULT = 900;
    private static final int DECLARED_BYTES_MAX = 65_536;
    private static final Set<String> TRUST_LEVELS = Set.of("L0", "L1", "L2");

    /** Members that are said elsewhere in the answer, or that only steer the call. */
    private static final Set<String> NOT_KEPT =
            Set.of("agent_id", "intent_summary", "intent_services", "idempotency_key", "passport", "mission");

    static MissionDeclaration read(Members body) {
        refuseForeignFeatures(body);
        checkCaps(body);
        return new MissionDeclaration(
                body.text("agent_id", Id.LENGTH_MAX).map(AgentId::new).orElse(null),
                body.requiredText("intent_summary", SUMMARY_MAX),
                body.texts("intent_services", SERVICES_MAX, SLUG_MAX).orElse(null),
                life(body),
                kept(body));
    }

    MissionDeclaration assignedTo(AgentId chosen) {
        if (agent != null && !agent.equals(chosen)) {
            throw Refusal.invalid("mission.agent_id and agent_id name different agents; leave the first out.");
        }
        return new MissionDeclaration(chosen, intentSummary, intentServices, life, declared);
    }

    /** An agent's own missions are assigned to it; the others are left as they were declared. */
    MissionDeclaration openedBy(Caller caller) {
        if (agent != null) {
            caller.requireMayActAs(agent);
        }
        return caller.agent().map(this::assignedTo).orElse(this);
    }

    MissionTerms terms(Instant now) {
        return new MissionTerms(agent, intentSummary, intentServices, false, now.plus(life), declared);
    }

    /** The smaller of the two wishes; under a minute counts as a minute. */
    private static Duration life(Members body) {
        long wished = Stream.of("expires_in_seconds", "max_duration_seconds")
                .flatMap(name -> body.whole(name, 0, Integer.MAX_VALUE).stream())
                .min(Long::compare)
                .orElse(LIFE_DEFAULT);
        if (wished > LIFE_MAX) {
            throw Refusal.invalid("A mission lasts at most " + LIFE_MAX
                    + " seconds; set expires_in_seconds or max_duration_seconds to no more.");
        }
        return Duration.ofSeconds(Math.max(wished, LIFE_MIN));
    }

    private static void checkCaps(Members body) {
        body.whole("max_actions", 0, Long.MAX_VALUE);
        body.whole("max_dropoff_bytes", 0, Long.MAX_VALUE);
        body.object("max_actions_per_service")
                .ifPresent(caps ->
                        caps.asObject().members().keySet().forEach(service -> caps.whole(service, 0, Long.MAX_VALUE)));
        body.textMap("cap_behavior", SERVICES_MAX, SLUG_MAX);
        body.text("trust_level_required", SLUG_MAX).ifPresent(level -> {
            if (!TRUST_LEVELS.contains(level)) {
                throw Refusal.invalid("trust_level_required must be one of: L0, L1, L2.");
            }
        });
    }

    /** Refuses what other servers have and this one has not. */
    static void refuseForeignFeatures(Members body) {
        if (body.value("fleet_policy_id").isPresent()) {
            throw notHere("fleet_policy_id", "Fleets are");
        }
        if (!body.array("authority_binding_ids", SERVICES_MAX).orElse(List.of()).isEmpty()) {
            throw notHere("authority_binding_ids", "Authority is");
        }
    }

    private static Refusal notHere(String member, String what) {
        return new Refusal(
                ErrorCode.NOT_FOUND,
                member + " names something that is not found: " + what + " not part of this server. Leave it out.");
    }

    private static JsonObject kept(Members body) {
        Map<String, JsonValue> members = new LinkedHashMap<>(body.asObject().members());
        members.keySet().removeAll(NOT_KEPT);
        var kept = new JsonObject(members);
        if (kept.toString().length() > DECLARED_BYTES_MAX) {
            throw Refusal.invalid("The mission's other members together are too large; at most " + DECLARED_BYTES_MAX
                    + " characters are kept.");
        }
        return kept;
    }
}

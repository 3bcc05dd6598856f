// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All passports of a session: who passed what on to whom, and what became of it.
 *
 * @param jti the passport that was asked about
 * @param count passports in the tree
 * @param truncated whether there are more, which were left out
 * @param roots the passport the session began with, and those refreshed from it
 */
record PassportTree(Jti jti, SessionId sessionId, MissionId missionId, int count, boolean truncated, List<Node> roots) {

    /** Most passports a tree shows. */
    static final int NODES_MAX = 1_000;

    /**
     * A passport in its place.
     *
     * @param services slugs of the providers it reaches
     * @param revokedWith the passport whose revocation took this one along
     * @param children those delegated from this very passport, oldest first
     */
    record Node(
            Jti jti,
            AgentId agentId,
            String agentName,
            PassportStatus status,
            String accountability,
            int delegationDepth,
            List<String> services,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable String refreshedFrom,
            @Nullable String supersededBy,
            @Nullable Instant checkedOutAt,
            @Nullable Instant revokedAt,
            @Nullable String revocationType,
            @Nullable String revocationReason,
            @Nullable String revokedWith,
            List<Node> children) {}

    /**
     * Puts the passports of a session into their places.
     *
     * @param session parents before children, one more than fit if there are more
     */
    static PassportTree of(PassportAnswer asked, List<PassportAnswer> session) {
        List<PassportAnswer> shown = session.subList(0, Math.min(session.size(), NODES_MAX));
        Map<String, List<PassportAnswer>> byParent = new LinkedHashMap<>();
        for (PassportAnswer passport : shown) {
            byParent.computeIfAbsent(Objects.requireNonNullElse(passport.parentJti(), ""), _ -> new ArrayList<>())
                    .add(passport);
        }
        return new PassportTree(
                asked.jti(),
                asked.sessionId(),
                asked.missionId(),
                shown.size(),
                session.size() > NODES_MAX,
                nodes("", byParent));
    }

    /** As deep as passports can be delegated. */
    private static List<Node> nodes(String parent, Map<String, List<PassportAnswer>> byParent) {
        return byParent.getOrDefault(parent, List.of()).stream()
                .map(passport -> node(passport, nodes(passport.jti().value(), byParent)))
                .toList();
    }

    private static Node node(PassportAnswer passport, List<Node> children) {
        return new Node(
                passport.jti(),
                passport.agentId(),
                passport.agentName(),
                passport.status(),
                passport.accountability(),
                passport.delegationDepth(),
                passport.services().stream().map(PassportTree::provider).toList(),
                passport.issuedAt(),
                passport.expiresAt(),
                passport.refreshedFrom(),
                passport.supersededBy(),
                passport.checkedOutAt(),
                passport.revokedAt(),
                passport.revocationType(),
                passport.revocationReason(),
                passport.revokedWith(),
                children);
    }

    private static String provider(JsonObject scope) {
        JsonValue name = scope.members().get("provider");
        return name instanceof JsonString(String text) ? text : "";
    }
}

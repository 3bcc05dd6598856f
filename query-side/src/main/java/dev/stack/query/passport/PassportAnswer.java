// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about a passport, never the token itself.
 *
 * @param status {@code active}, or how it ended
 * @param expiresAt the stored expiry, which checkpoints move
 * @param revokedWith the passport whose revocation took this one along
 * @param delegationChain the passports it was delegated through, from the root to the parent
 * @param supersededAt until then it still works beside the one in its place
 */
record PassportAnswer(
        Jti jti,
        OperatorId operatorId,
        AgentId agentId,
        String agentName,
        MissionId missionId,
        SessionId sessionId,
        PassportStatus status,
        String accountability,
        String accountabilityMode,
        List<JsonObject> services,
        @Nullable Intent intent,
        int ttlSeconds,
        int checkpointIntervalSeconds,
        Instant issuedAt,
        Instant expiresAt,
        Instant missionExpiresAt,
        String kid,
        @Nullable String refreshedFrom,
        @Nullable String supersededBy,
        @Nullable Instant supersededAt,
        @Nullable Instant missionEndedAt,
        @Nullable Instant checkedOutAt,
        @Nullable Instant revokedAt,
        @Nullable String revocationType,
        @Nullable String revocationReason,
        @Nullable String revokedWith,
        @Nullable String parentPassportId,
        @Nullable String parentJti,
        int delegationDepth,
        List<String> delegationChain) {

    /** What the passport was declared to be for. */
    record Intent(
            @Nullable String summary,
            List<String> services,
            boolean willDelegate,
            @Nullable Integer estimatedDurationSeconds) {}

    static PassportAnswer of(Columns columns, Instant now) throws SQLException {
        Instant revokedAt = columns.timeOrNull("revoked_at");
        Instant checkedOutAt = columns.timeOrNull("checked_out_at");
        Instant missionEndedAt = columns.timeOrNull("mission_ended_at");
        Instant supersededAt = columns.timeOrNull("superseded_at");
        Instant expiresAt = columns.time("expires_at");
        List<String> chain = columns.texts("chain");
        String parent = chain.isEmpty() ? null : chain.getLast();
        return new PassportAnswer(
                new Jti(columns.text("jti")),
                new OperatorId(columns.text("operator_id")),
                new AgentId(columns.text("agent_id")),
                columns.text("agent_name"),
                new MissionId(columns.text("mission_id")),
                new SessionId(columns.text("session_id")),
                PassportStatus.at(
                        now, revokedAt, checkedOutAt, missionEndedAt, supersededAt, expiresAt, columns.bool("frozen")),
                columns.text("accountability"),
                columns.text("accountability"),
                columns.objects("services"),
                intent(columns),
                columns.number("ttl_seconds"),
                columns.number("checkpoint_interval_seconds"),
                columns.time("issued_at"),
                expiresAt,
                columns.time("mission_expires_at"),
                columns.text("kid"),
                columns.textOrNull("refreshed_from"),
                columns.textOrNull("superseded_by"),
                supersededAt,
                missionEndedAt,
                checkedOutAt,
                revokedAt,
                columns.textOrNull("revocation_type"),
                columns.textOrNull("revocation_reason"),
                columns.textOrNull("revoked_with"),
                parent,
                parent,
                chain.size(),
                chain);
    }

    /** Nothing when nothing was declared. */
    private static @Nullable Intent intent(Columns columns) throws SQLException {
        String summary = columns.textOrNull("intent_summary");
        List<String> services = columns.texts("intent_services");
        return summary == null && services.isEmpty()
                ? null
                : new Intent(
                        summary,
                        services,
                        columns.bool("will_delegate"),
                        columns.numberOrNull("estimated_duration_seconds"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.review;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One checkout in the queue; passport and verdict stand under both their names.
 *
 * @param intentSummary never absent: empty when nothing was declared
 * @param decision {@code approved}, {@code blocked} or nothing yet
 */
record ReviewAnswer(
        CheckoutId checkoutId,
        Jti passportJti,
        Jti jti,
        AgentId agentId,
        String agentName,
        MissionId missionId,
        String intentSummary,
        Intent intent,
        String reviewStatus,
        String checkoutStatus,
        Instant submittedAt,
        List<JsonObject> flags,
        JsonValue summary,
        JsonObject report,
        @Nullable String decision,
        @Nullable Boolean blockFuture,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String notes) {

    record Intent(String summary, List<String> services) {}

    static ReviewAnswer of(Columns columns) throws SQLException {
        var jti = new Jti(columns.text("jti"));
        String declared = columns.textOrNull("intent_summary");
        String intent = declared == null ? "" : declared;
        JsonObject report = columns.object("report");
        Boolean approved = columns.boolOrNull("approved");
        return new ReviewAnswer(
                new CheckoutId(columns.text("checkout_id")),
                jti,
                jti,
                new AgentId(columns.text("agent_id")),
                columns.text("agent_name"),
                new MissionId(columns.text("mission_id")),
                intent,
                new Intent(intent, columns.texts("intent_services")),
                columns.text("status"),
                columns.text("status"),
                columns.time("submitted_at"),
                columns.objects("flags"),
                report.get("summary").orElse(JsonValue.NULL),
                report,
                approved == null ? null : approved ? "approved" : "blocked",
                columns.boolOrNull("block_future"),
                columns.timeOrNull("decided_at"),
                columns.textOrNull("decided_by"),
                columns.textOrNull("notes"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Jti;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint: what the agent claimed, and what the record shows since the one before.
 *
 * @param decision {@code approved}, {@code rejected} or nothing
 */
record CheckpointAnswer(
        CheckpointId checkpointId,
        Jti passportJti,
        JsonObject report,
        JsonObject delta,
        @Nullable Instant newExpiresAt,
        Instant reportedAt,
        @Nullable String decision,
        @Nullable String notes,
        @Nullable Instant decidedAt) {

    static CheckpointAnswer of(Columns columns) throws SQLException {
        Boolean approved = columns.boolOrNull("approved");
        return new CheckpointAnswer(
                new CheckpointId(columns.text("checkpoint_id")),
                new Jti(columns.text("jti")),
                columns.object("report"),
                columns.object("delta"),
                columns.timeOrNull("expires_at"),
                columns.time("reported_at"),
                approved == null ? null : approved ? "approved" : "rejected",
                columns.textOrNull("notes"),
                columns.timeOrNull("decided_at"));
    }
}

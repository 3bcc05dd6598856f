// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.passport.PassportAnswer.Intent;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.Jti;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of a passport. Clients take exactly these five members: never a sixth. */
record PassportReport(
        PassportAnswer passport,
        @Nullable Intent intent,
        List<CheckpointAnswer> checkpoints,
        @Nullable Checkout checkout,
        @Nullable Review review) {

    /** The final report; id and verdict stand under both their names. */
    record Checkout(
            CheckoutId checkoutId,
            Jti jti,
            Jti passportJti,
            String checkoutStatus,
            String reviewStatus,
            JsonObject report,
            List<JsonObject> flags,
            Instant submittedAt) {

        static Checkout of(Columns columns) throws SQLException {
            var jti = new Jti(columns.text("jti"));
            return new Checkout(
                    new CheckoutId(columns.text("checkout_id")),
                    jti,
                    jti,
                    columns.text("status"),
                    columns.text("status"),
                    columns.object("report"),
                    columns.objects("flags"),
                    columns.time("submitted_at"));
        }
    }

    /**
     * What came of the checkout.
     *
     * @param decision {@code approved}, {@code blocked} or nothing yet
     */
    record Review(
            CheckoutId reviewId,
            String reviewStatus,
            @Nullable String decision,
            @Nullable Boolean blockFuture,
            @Nullable String notes,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {

        /** Nothing where the mode asks for no review. */
        static @Nullable Review of(Columns columns) throws SQLException {
            if (!columns.bool("reviewed")) {
                return null;
            }
            Boolean approved = columns.boolOrNull("approved");
            return new Review(
                    new CheckoutId(columns.text("checkout_id")),
                    columns.text("status"),
                    approved == null ? null : approved ? "approved" : "blocked",
                    columns.boolOrNull("block_future"),
                    columns.textOrNull("notes"),
                    columns.textOrNull("decided_by"),
                    columns.timeOrNull("decided_at"));
        }
    }
}

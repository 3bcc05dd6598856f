// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.review;

import dev.stack.command.decision.Command;
import dev.stack.events.Subject;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Jti;
import org.jspecify.annotations.Nullable;

/** The operator's word. */
sealed interface ReviewCommand extends Command {

    Jti jti();

    @Override
    default Subject subject() {
        return new Subject(null, jti(), null);
    }

    record DecideReview(
            CheckoutId checkout,
            boolean approved,
            boolean blockFuture,
            @Nullable String notes,
            Caller caller) implements ReviewCommand {
        @Override
        public Jti jti() {
            return checkout.passport();
        }

        @Override
        public String action() {
            return "passport.review_decide";
        }
    }

    record DecideCheckpoint(
            Jti jti,
            CheckpointId checkpoint,
            boolean approved,
            @Nullable String notes,
            Caller caller) implements ReviewCommand {
        @Override
        public String action() {
            return "passport.checkpoint_decide";
        }
    }
}

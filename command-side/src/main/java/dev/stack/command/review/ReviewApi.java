// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.review;

import dev.stack.command.decision.Decisions;
import dev.stack.command.review.ReviewCommand.DecideCheckpoint;
import dev.stack.command.review.ReviewCommand.DecideReview;
import dev.stack.command.review.ReviewHandler.DecidedCheckpoint;
import dev.stack.command.review.ReviewHandler.DecidedReview;
import dev.stack.json.Members;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions on checkouts and checkpoints. */
@RestController
@RequestMapping("/v1/passports")
final class ReviewApi {

    private static final int NOTES_MAX = 1_000;
    private static final int WORD_MAX = 64;

    private final Decisions decisions;

    ReviewApi(Decisions decisions) {
        this.decisions = decisions;
    }

    @PostMapping("/reviews/{checkoutId}/decide")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    DecidedReview decide(Caller caller, @PathVariable CheckoutId checkoutId, Members body) {
        return decisions.decide(new DecideReview(
                checkoutId, approved(body), body.bool("block_future").orElse(false), notes(body), caller));
    }

    @PostMapping("/{jti}/checkpoints/{checkpointId}/decide")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    DecidedCheckpoint decide(
            Caller caller, @PathVariable Jti jti, @PathVariable CheckpointId checkpointId, Members body) {
        return decisions.decide(new DecideCheckpoint(jti, checkpointId, approved(body), notes(body), caller));
    }

    /** One no has several spellings among clients. */
    private static boolean approved(Members body) {
        return switch (body.requiredText("decision", WORD_MAX)) {
            case "approved", "approve" -> true;
            case "blocked", "block", "rejected", "reject" -> false;
            default -> throw Refusal.invalid("decision must be one of: approved, blocked.");
        };
    }

    private static @Nullable String notes(Members body) {
        return body.textCutAt("notes", NOTES_MAX).orElse(null);
    }
}

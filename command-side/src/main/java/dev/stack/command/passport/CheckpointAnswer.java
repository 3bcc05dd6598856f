// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a checkpoint; what has two names on the wire stands under both.
 *
 * @param newExpiresAt the moved expiry; {@code null} when nothing moved
 * @param token the passport signed again with the expiry it has now; {@code null} when this report ended it
 */
record CheckpointAnswer(
        CheckpointId checkpointId,
        Jti passportJti,
        Jti jti,
        boolean accepted,
        @Nullable Instant newExpiresAt,
        Instant expiresAt,
        @Nullable Instant nextCheckpointDueAt,
        List<Flag> flags,
        @Nullable String token) {

    static CheckpointAnswer of(
            Passport passport,
            CheckpointId checkpoint,
            @Nullable Instant extended,
            List<Flag> flags,
            @Nullable String token) {
        return new CheckpointAnswer(
                checkpoint,
                passport.jti(),
                passport.jti(),
                token != null,
                extended,
                passport.expiresAt(),
                token == null ? null : passport.lastSign().plus(passport.interval()),
                flags,
                token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "CheckpointAnswer[checkpointId=" + checkpointId + ", jti=" + jti + "]";
    }
}

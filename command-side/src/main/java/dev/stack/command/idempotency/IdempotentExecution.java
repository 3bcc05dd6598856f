// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs work that sends one command, once for a key. */
public final class IdempotentExecution {

    private final StoredAnswers answers;

    IdempotentExecution(StoredAnswers answers) {
        this.answers = answers;
    }

    /**
     * The result of {@code work}, or the {@link StoredAnswer} of the first request with this key; a controller returns
     * either as it is. After any failure the key is looked up again: another request with it may have won, and an append
     * whose confirmation was lost may have happened.
     */
    public <X extends Exception> @Nullable Object answer(
            IdempotencyKey key, ScopedValue.CallableOp<? extends @Nullable Object, X> work) throws X {
        Optional<StoredAnswer> first = answers.find(key);
        if (first.isPresent()) {
            return first.get();
        }
        try {
            return KeyScope.call(key, work);
        } catch (Exception failure) {
            Optional<StoredAnswer> meanwhile = answers.find(key);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            if (KeyTaken.isIn(failure)) {
                throw stillRunning(key);
            }
            throw failure;
        }
    }

    /** Seen only when the first request is not yet to be seen from here, or its answer has gone again. */
    private static Refusal stillRunning(IdempotencyKey key) {
        return new Refusal(
                ErrorCode.CONFLICT,
                "A request with idempotency key " + key.key() + " is under way. Send the same request again soon.",
                Map.of("retry_after_seconds", JsonNumber.of(1)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.ledger.Hash;
import dev.stack.vocabulary.CallId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made under a name of the caller's.
 *
 * @param request digest of the request it was claimed with
 * @param leaseUntil until when a call without an outcome counts as under way
 * @param dispatchedAt when it left for the service; {@code null} before
 * @param endedAt when its outcome was recorded; {@code null} before
 * @param answered whether the service's answer came in
 * @param released whether it never left, so that it counts against nothing
 * @param redacted whether the answer was withheld or cleaned
 * @param answer the recorded answer, as long as it is kept
 */
public record Operation(
        String id,
        CallId call,
        Hash request,
        String provider,
        String method,
        Instant createdAt,
        Instant leaseUntil,
        @Nullable Instant dispatchedAt,
        @Nullable Instant endedAt,
        boolean answered,
        boolean released,
        boolean redacted,
        Optional<RecordedAnswer> answer) {

    /** The answer as it was given, byte for byte. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared never
    public record RecordedAnswer(int status, byte[] body) {}
}

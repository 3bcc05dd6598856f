// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import dev.stack.vocabulary.OperatorId;
import java.time.Instant;

/**
 * One entry of the revocation log.
 *
 * @param seq its number: from 1, without gaps, in the order of the commits
 * @param subject the jti of the passport; the operator's id for a freeze and a thaw
 * @param at when it was decided
 * @param forgetAt from when on it tells nothing any more, since what it revokes has expired
 */
public record Revocation(long seq, Kind kind, OperatorId operator, String subject, Instant at, Instant forgetAt) {

    /** What happened. */
    public enum Kind {
        /** One passport is dead for good. */
        PASSPORT,
        /** Nothing of the operator works until a thaw. */
        FREEZE,
        /** What the freeze stopped works again, as far as it was not revoked. */
        THAW
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of a passport now. It rules, whatever the token says.
 *
 * @param expiresAt the stored expiry
 * @param supersededUntil when the newer one takes over, or {@code null}
 * @param checkedOut whether its mission was reported and is judged
 * @param capped whether calls of its mission are counted against a cap
 * @param frozen whether nothing of its operator works now
 * @param chain the passports it was delegated through, from the root to the parent
 * @param orphaned whether one of those it borrows its authority from is over
 */
public record PassportState(
        OperatorId operator,
        AgentId agent,
        MissionId mission,
        Instant expiresAt,
        boolean revoked,
        @Nullable Instant supersededUntil,
        boolean checkedOut,
        boolean capped,
        boolean frozen,
        List<Jti> chain,
        boolean orphaned) {

    public PassportState {
        chain = List.copyOf(chain);
    }
}

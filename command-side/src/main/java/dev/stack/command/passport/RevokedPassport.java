// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.Jti;
import java.time.Instant;
import java.util.List;

/**
 * The answer to a revocation. Revoking what is dead is no error.
 *
 * @param cascaded passports that were delegated from it and ended with it
 * @param edgesPending edges that had not applied it when the answer was given
 */
record RevokedPassport(
        Jti jti,
        boolean revoked,
        Instant revokedAt,
        boolean alreadyRevoked,
        List<Jti> cascaded,
        List<String> edgesPending) {
    RevokedPassport pending(List<String> edges) {
        return new RevokedPassport(jti, revoked, revokedAt, alreadyRevoked, cascaded, edges);
    }
}

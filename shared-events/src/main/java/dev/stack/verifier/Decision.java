// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.passport.PassportClaims;
import dev.stack.passport.Rejection;
import org.jspecify.annotations.Nullable;

/** What an {@link OfflineVerifier} makes of a passport. */
public sealed interface Decision {

    /**
     * Good now: signed by a trusted key, in its time, and nothing stands against it.
     *
     * @param claims what the passport says
     * @param kid which key signed it
     */
    record Accepted(PassportClaims claims, String kid) implements Decision {}

    /**
     * Not to be served. Tell the sender nothing; log the reason.
     *
     * @param rejection what is wrong with the passport, for {@link Reason#REJECTED}
     */
    record Refused(Reason reason, @Nullable Rejection rejection) implements Decision {}

    /** Why a passport is not served. */
    enum Reason {
        /** The text itself is no good passport; the rejection says why. */
        REJECTED,
        /** Revoked, superseded or otherwise over for good. */
        REVOKED,
        /** Its operator is frozen; it may be good again later. */
        SUSPENDED,
        /** It does not say where its status stands, so nobody can know. */
        NO_STATUS,
        /** Keys or status list are too old to trust, and newer ones could not be had: try again. */
        STALE
    }
}

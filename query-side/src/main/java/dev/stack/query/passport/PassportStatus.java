// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a passport stands; of several ends the gravest is told. */
enum PassportStatus {
    ACTIVE,
    FROZEN,
    REVOKED,
    CHECKED_OUT,
    MISSION_ENDED,
    SUPERSEDED,
    EXPIRED;

    static PassportStatus at(
            Instant now,
            @Nullable Instant revokedAt,
            @Nullable Instant checkedOutAt,
            @Nullable Instant missionEndedAt,
            @Nullable Instant supersededAt,
            Instant expiresAt,
            boolean frozen) {
        if (revokedAt != null) {
            return REVOKED;
        }
        if (checkedOutAt != null) {
            return CHECKED_OUT;
        }
        if (missionEndedAt != null) {
            return MISSION_ENDED;
        }
        if (supersededAt != null && !supersededAt.isAfter(now)) {
            return SUPERSEDED;
        }
        if (!expiresAt.isAfter(now)) {
            return EXPIRED;
        }
        return frozen ? FROZEN : ACTIVE;
    }
}

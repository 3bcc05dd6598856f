// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.AccountabilityMode;
import java.time.Instant;

/** How long a passport lives at first. */
final class Life {

    private Life() {}

    /** Its first expiry: in enforced mode one interval at most, and never past {@code latest}. */
    static Instant end(AccountabilityMode mode, int ttlSeconds, int intervalSeconds, Instant now, Instant latest) {
        int life = mode == AccountabilityMode.ENFORCED ? Math.min(ttlSeconds, intervalSeconds) : ttlSeconds;
        return earlier(now.plusSeconds(life), latest);
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other : one;
    }
}

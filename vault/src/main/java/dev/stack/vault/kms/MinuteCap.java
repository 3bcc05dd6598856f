// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts calls in a minute. What calls for money must have an end. */
final class MinuteCap {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final int most;
    private Instant until = Instant.MIN;
    private int taken;

    MinuteCap(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Takes one; when none is left, how long until there are more. */
    synchronized Optional<Duration> take() {
        Instant now = clock.instant();
        if (!now.isBefore(until) || until.isAfter(now.plus(MINUTE))) {
            until = now.plus(MINUTE);
            taken = 0;
        }
        if (taken >= most) {
            return Optional.of(Duration.between(now, until));
        }
        taken++;
        return Optional.empty();
    }
}

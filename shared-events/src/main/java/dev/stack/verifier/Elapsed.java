// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import java.time.Duration;

/** Time that passes here, for pauses and for the age of what was fetched; no clock that is set can change it. */
final class Elapsed {

    long now() {
        return System.nanoTime();
    }

    /** A moment so far back that every pause since is over. */
    long longAgo() {
        return now() - Duration.ofDays(1).toNanos();
    }

    Duration since(long then) {
        return Duration.ofNanos(now() - then);
    }
}

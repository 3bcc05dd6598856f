// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers the proofs one process has taken, so that none is taken twice (RFC 9449, section 11.1): for a service with one
 * process. Several need a memory they share. Bounded; when it is full of proofs that still count, none is taken any more.
 */
public final class SeenProofs {

    private final int countMax;
    private final Clock clock;
    private final Map<String, Instant> seen = new HashMap<>();

    /** A memory of at most {@code countMax} proofs; thread-safe. */
    public SeenProofs(int countMax, Clock clock) {
        this.countMax = countMax;
        this.clock = clock;
    }

    /** Whether {@code proof} was not taken before and is taken now. */
    public synchronized boolean first(PossessionProof proof) {
        if (seen.size() >= countMax) {
            Instant now = clock.instant();
            seen.values().removeIf(until -> !now.isBefore(until));
        }
        return seen.size() < countMax
                && seen.putIfAbsent(proof.thumbprint() + " " + proof.jti(), proof.forgettableAt()) == null;
    }
}

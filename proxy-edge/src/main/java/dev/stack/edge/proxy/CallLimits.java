// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param upstream the service's part, connecting included
 * @param answer until the whole answer is out; clients give up at 30 s
 * @param silence longest pause of a streamed answer
 */
public record CallLimits(Duration upstream, Duration answer, Duration silence) {

    /** Longest answer that is kept for a repeat, in bytes. */
    static final int ANSWER_KEPT_MAX = 1 << 20;

    private static final Duration RECORDING = Duration.ofSeconds(1);

    /** What the service may still take after {@code spent}. */
    Duration left(Duration spent) {
        Duration left = answer.minus(RECORDING).minus(spent);
        return left.compareTo(upstream) < 0 ? left : upstream;
    }

    /** A call that has not ended after this has an unknown outcome. */
    Duration lease() {
        return answer.plus(RECORDING.multipliedBy(2));
    }
}

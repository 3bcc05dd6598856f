// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.time.Duration;

/**
 * How much a benchmark does.
 *
 * @param warmUp rounds that do not count
 * @param rounds rounds of which the median is taken
 * @param slice how long one subject runs in one round
 * @param rows rows of a large read
 * @param samples single operations that are timed one by one
 */
public record Effort(int warmUp, int rounds, Duration slice, int rows, int samples) {

    /** Enough for a figure, in less than a minute per benchmark. */
    public static final Effort FULL = new Effort(1, 5, Duration.ofMillis(400), 20_000, 250);

    /** The same time in slices that are {@code times} shorter and rounds that are {@code times} more. */
    Effort finer(int times) {
        return new Effort(warmUp * times, rounds * times, slice.dividedBy(times), rows, samples);
    }

    /** Enough to see that a benchmark works; its figures mean nothing. */
    public static final Effort TINY = new Effort(0, 1, Duration.ofMillis(20), 200, 5);
}

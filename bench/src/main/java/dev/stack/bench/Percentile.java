// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.Arrays;

/** The nearest rank of a list of samples. */
final class Percentile {

    private Percentile() {}

    static double of(double[] samples, int percent) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Statuses to test with. */
final class Statuses {

    private Statuses() {}

    /** {@code count} statuses in no order, the worst case for compression; always the same ones. */
    static List<StatusChange> random(int count) {
        var random = new Random(11);
        return IntStream.range(0, count)
                .mapToObj(i -> new StatusChange(1_000_000, i, Status.of(random.nextInt(3))))
                .toList();
    }
}

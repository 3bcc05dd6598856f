// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.OptionalDouble;

/**
 * One result. Absolute figures depend on the machine, so there are none: the ratio is what is compared.
 *
 * @param name what was measured
 * @param ratio how much it did divided by what the anchor did in the same rounds
 * @param goal the least we want, where there is a goal; the most, where the anchor says that less is better
 * @param against the anchor
 */
public record Ratio(String name, double ratio, OptionalDouble goal, String against) {

    /** A result without a goal. */
    static Ratio of(String name, double ratio, String against) {
        return new Ratio(name, ratio, OptionalDouble.empty(), against);
    }

    Ratio withGoal(double wanted) {
        return new Ratio(name, ratio, OptionalDouble.of(wanted), against);
    }
}

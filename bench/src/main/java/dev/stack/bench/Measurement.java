// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

/**
 * One result. Absolute figures depend on the machine; the ratio is what is compared.
 *
 * @param name what was measured
 * @param value how much, in {@code unit}
 * @param unit for example {@code op/s} or {@code µs}
 * @param anchor what it is compared with, measured in the same run
 * @param anchorValue how much the anchor did, in the same unit
 */
public record Measurement(String name, double value, String unit, String anchor, double anchorValue) {

    /** {@code value} divided by the anchor's. */
    public double ratio() {
        return value / anchorValue;
    }
}

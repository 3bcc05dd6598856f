// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.List;

/** One benchmark. Named in {@code META-INF/services/dev.stack.bench.Bench}, it can be asked for by name. */
public interface Bench {

    /** The word to ask for it: {@code ledger-append}. */
    String name();

    /** What it measures, against which anchor, in one line. */
    String describes();

    /** Measures, in less than a minute. The anchors run in the same rounds. */
    List<Ratio> run(Effort effort) throws Exception;
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.List;
import java.util.Optional;

/** One benchmark. Named in {@code META-INF/services/dev.stack.bench.Bench}, it can be asked for by name. */
public interface Bench {

    /** The word to ask for it: {@code ledger-append}. */
    String name();

    /** What it measures, against which anchor, in one line. */
    String describes();

    /** What must be installed before it can run here; empty when nothing is missing. */
    default Optional<String> lacks() {
        return Optional.empty();
    }

    /** Measures, in less than a minute where it can. The anchors run in the same rounds. */
    List<Ratio> run(Effort effort) throws Exception;
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every benchmark runs and measures something. How fast is no question for a test. */
class BenchSmokeTest {

    static List<Bench> benches() {
        return BenchMain.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("benches")
    void every_case_has_a_ratio(Bench bench) throws Exception {
        assumeThat(bench.lacks()).as(bench.name() + " cannot run here").isEmpty();

        List<Ratio> results = bench.run(Effort.TINY);

        assertThat(results).isNotEmpty();
        assertThat(results).extracting(Ratio::name).doesNotContainNull();
        assertThat(results).allSatisfy(result -> {
            assertThat(result.ratio()).isFinite().isPositive();
            assertThat(result.against()).isNotBlank();
        });
    }
}

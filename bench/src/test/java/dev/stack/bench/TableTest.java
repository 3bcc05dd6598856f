// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void one_json_object_a_line_without_absolute_figures() {
        Table table = table(true);
        table.head();
        table.row("passport", Ratio.of("issue", 0.723456, "bare sign").withGoal(0.7));
        table.row("export", Ratio.of("NDJSON", 0.25, "SELECT"));
        assertThat(text().lines())
                .containsExactly(
                        "{\"bench\":\"passport\",\"case\":\"issue\",\"ratio\":0.7235,\"goal\":0.7,\"against\":\"bare sign\"}",
                        "{\"bench\":\"export\",\"case\":\"NDJSON\",\"ratio\":0.25,\"goal\":null,\"against\":\"SELECT\"}");
    }

    @Test
    void a_table_for_people() {
        Table table = table(false);
        table.head();
        table.row("passport", Ratio.of("issue", 0.723456, "bare sign").withGoal(0.7));
        assertThat(text().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("bench case ratio goal against", "passport issue 0.72 0.70 bare sign");
    }

    @Test
    void the_ratio_is_the_median_of_the_rounds() throws Exception {
        double[] rates = {10, 90, 30};
        int[] round = {0};
        Rounds rounds = new Rounds()
                .add("subject", () -> rates[round[0]++])
                .add("anchor", () -> 10)
                .run(new Effort(0, 3, Effort.TINY.slice(), 0, 0));
        assertThat(rounds.ratio("subject", "anchor")).isEqualTo(3);
    }

    private Table table(boolean json) {
        return new Table(new PrintStream(bytes, true, StandardCharsets.UTF_8), json);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonNumber;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A number has one form, however it was given. */
final class JsonNumberTest {

    @Test
    void equal_numbers_are_one_value() {
        for (List<String> same : List.of(
                List.of("50", "50.0", "5E1", "0.5E2"),
                List.of("0", "0.0", "-0", "0E7", "0E-7"),
                List.of("-0.5", "-0.50", "-5E-1"),
                List.of("999999999999999999", "999999999999999999.0", "999999999999999999E0"),
                List.of("1000000000000000000", "1E18", "1000000000000000000.00"),
                List.of("100000000000000000", "1E17", "100000000000000000.0"),
                List.of("1E400", "10E399", "0.1E401"))) {
            JsonNumber first = number(same.getFirst());
            for (String other : same) {
                assertThat(number(other))
                        .as(other)
                        .isEqualTo(first)
                        .hasSameHashCodeAs(first)
                        .hasToString(first.toString());
            }
        }
    }

    @Test
    void a_short_number_with_a_long_exponent_stays_short_in_memory() {
        assertThat(number("1E1000000").value().unscaledValue()).isEqualTo(1);
    }

    private static JsonNumber number(String text) {
        return new JsonNumber(new BigDecimal(text));
    }
}

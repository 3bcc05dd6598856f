// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEscapesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no escape at all | no escape at all",
                "a\\\"b\\/c\\\\d | a\"b/c\\d",
                "one\\ntwo\\tthree | one two three",
                "\\u0067hp\\u005F | ghp_",
                "\\\\u0067 | \\u0067",
                "cut\\ | cut\\",
                "cut\\u00 | cutu00",
                "odd\\u00zz. | odd\u0000.",
            })
    void a_text_is_read_as_its_strings_would_be(String json, String read) {
        assertThat(JsonEscapes.undone(json)).isEqualTo(read);
    }
}

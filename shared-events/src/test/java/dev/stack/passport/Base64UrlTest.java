// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One text for some bytes: whatever the library would not write, we do not read. */
final class Base64UrlTest {

    @Test
    void bytes_of_every_length_come_back() {
        var random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base64Url.decode(Base64Url.encode(bytes)).orElseThrow()).isEqualTo(bytes);
        }
    }

    @Test
    void at_every_place_each_character_is_read_as_the_library_reads_it_or_not_at_all() {
        for (String good : new String[] {"AQIDBAUG", "AQIDBAU", "AQIDBA"}) {
            for (int at = 0; at < good.length(); at++) {
                for (char c = 0; c < 0x180; c++) {
                    check(good.substring(0, at) + c + good.substring(at + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A", "AAAAA", "=", "==", "AA=", "AA==", "AAA=", "AAAA=", "AB", "AAB", "A A", "AA\n", "AA.A", "é", "AA😀"
            })
    void another_spelling_is_refused(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
        check(text);
    }

    private static void check(String text) {
        assertThat(Base64Url.decode(text).map(Base64.getUrlEncoder().withoutPadding()::encodeToString))
                .as(text)
                .isEqualTo(byTheLibrary(text));
    }

    /** The text, if the library reads it and writes it so. */
    private static Optional<String> byTheLibrary(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                    .filter(text::equals);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

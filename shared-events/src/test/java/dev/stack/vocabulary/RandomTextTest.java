// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomTextTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Draws every value of a byte in turn. */
    private static final class EveryByte extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private int next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) next++;
            }
        }
    }

    @Test
    void every_character_stands_for_as_many_values_of_a_byte() {
        String text = RandomText.of(4 * ALPHABET.length(), new EveryByte());

        assertThat(text.chars().boxed()).allSatisfy(c -> assertThat(
                        text.chars().filter(other -> other == c).count())
                .isEqualTo(4));
    }

    @Test
    void values_that_would_favour_some_characters_are_drawn_again() {
        var beyond = new EveryByte();
        beyond.nextBytes(new byte[4 * ALPHABET.length()]);

        assertThat(RandomText.of(3, beyond)).isEqualTo("012");
    }

    @Test
    void it_is_as_long_as_asked_and_of_the_alphabet() {
        var random = new SecureRandom();
        assertThat(IntStream.of(1, 8, 22, 43, 1_000)).allSatisfy(length -> assertThat(RandomText.of(length, random))
                .hasSize(length)
                .matches("[0-9A-Za-z]+"));
    }
}

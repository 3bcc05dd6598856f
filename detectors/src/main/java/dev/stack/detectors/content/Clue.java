// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import dev.stack.detectors.content.OutputFinding.Family;
import java.util.List;

/**
 * A pattern: literals that are looked for in one pass over the text, and a check where one of them stands.
 *
 * @param literals in lower case; a blank stands for everything that is not a letter, a digit, {@code _} or {@code -}
 */
record Clue(Family family, String pattern, List<String> literals, Check check) {

    /** Looks around a literal, at a number of characters that does not grow with the text. */
    @FunctionalInterface
    interface Check {

        /**
         * @param from where the literal begins, when it holds no blank
         * @param to behind the literal
         */
        boolean holds(CharSequence text, int from, int to);
    }
}

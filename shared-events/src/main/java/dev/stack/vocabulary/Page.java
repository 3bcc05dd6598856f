// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Optional;

/**
 * Which part of a list is asked for.
 *
 * @param number counted from 1; 1 when the caller gave an offset
 * @param limit how many rows at most, 1 or more
 * @param offset how many rows come before
 */
public record Page(int number, int limit, long offset) {

    private static final int NUMBER_MAX = 1_000_000;

    /** Reads the texts of the query. A limit above the maximum is cut; what is below 1 or no number is refused. */
    public static Page read(
            Optional<String> page, Optional<String> limit, Optional<String> offset, int limitDefault, int limitMax) {
        int number = page.map(text -> whole("page", text, 1, NUMBER_MAX)).orElse(1);
        int rows = limit.map(text -> whole("limit", text, 1, limitMax)).orElse(limitDefault);
        long before = offset.map(text -> (long) whole("offset", text, 0, Integer.MAX_VALUE))
                .orElse((number - 1L) * rows);
        return new Page(number, rows, before);
    }

    private static int whole(String name, String text, int min, int max) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        // Ten digits and more are above every maximum, whatever they say.
        long value = !digits ? -1 : text.length() > 9 ? max : Long.parseLong(text);
        if (value < min) {
            throw Refusal.invalid("Query parameter " + name + " must be a whole number of at least " + min + ".");
        }
        return (int) Math.min(value, max);
    }
}

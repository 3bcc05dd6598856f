// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

/** A value behind the word bearer, or in the place of a token, that looks drawn by lot. */
final class BearerString implements Clue.Check {

    private static final int VALUE_MIN = 32;
    private static final int VALUE_MAX = 512;
    private static final int BETWEEN_MAX = 6;

    /** Above what 40 characters of hexadecimal reach: hashes and identifiers stay below. */
    private static final double ENTROPY_MIN = 4.0;

    @Override
    public boolean holds(CharSequence text, int from, int to) {
        int at = to;
        int limit = (int) Math.min(text.length(), (long) to + BETWEEN_MAX);
        while (at < limit && " \t\"'=:\\".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == to && text.charAt(to - 1) != ' ') {
            return false;
        }
        int end = Signs.OPAQUE.runEnd(text, at, VALUE_MAX);
        return end - at >= VALUE_MIN && hasDigit(text, at, end) && Signs.entropy(text, at, end) >= ENTROPY_MIN;
    }

    private static boolean hasDigit(CharSequence text, int from, int to) {
        return text.subSequence(from, to).chars().anyMatch(c -> Signs.DIGIT.has((char) c));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

/** A key that says what it is: a fixed beginning, then a number of characters that look drawn by lot. */
record PrefixedKey(String prefix, Signs signs, int least, int most) implements Clue.Check {

    /** Below it is what documentation puts in the place of a key, such as a row of x. */
    private static final double ENTROPY_MIN = 2.8;

    private static final String SAMPLE = "EXAMPLE";

    @Override
    public boolean holds(CharSequence text, int from, int to) {
        if (!Signs.beginsAt(text, from) || !Signs.standsAt(text, from, prefix)) {
            return false;
        }
        int end = signs.runEnd(text, to, most + 1);
        int length = end - to;
        return length >= least
                && length <= most
                && Signs.endsAt(text, end)
                && !text.subSequence(to, end).toString().endsWith(SAMPLE)
                && Signs.entropy(text, to, end) >= ENTROPY_MIN;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import java.util.BitSet;

/** Sets of ASCII characters, and where a key may begin or end. */
final class Signs {

    private static final String DIGITS = "0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

    static final Signs DIGIT = new Signs(DIGITS);
    static final Signs BASE32 = new Signs(UPPER + "234567");
    static final Signs HEX = new Signs(DIGITS + "abcdef");
    static final Signs WORD = new Signs(UPPER + LOWER + DIGITS);
    static final Signs BASE64_URL = new Signs(UPPER + LOWER + DIGITS + "_-");
    static final Signs OPAQUE = new Signs(UPPER + LOWER + DIGITS + "_-.~+/");

    private static final int ENTROPY_OF = 64;
    private static final int ENTROPY_SCALE = 128;

    private final BitSet members = new BitSet();

    private Signs(String members) {
        members.chars().forEach(this.members::set);
    }

    boolean has(char c) {
        return members.get(c);
    }

    /** Where the run that begins at {@code from} ends, looking at {@code most} characters. */
    int runEnd(CharSequence text, int from, int most) {
        int limit = (int) Math.min(text.length(), (long) from + most);
        int at = from;
        while (at < limit && has(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether no longer word is cut here; a line break that is written as an escape is no part of a word. */
    static boolean beginsAt(CharSequence text, int from) {
        if (from == 0) {
            return true;
        }
        char before = text.charAt(from - 1);
        return !(BASE64_URL.has(before) || before == '+' || before == '.')
                || (from > 1 && "nrt".indexOf(before) >= 0 && text.charAt(from - 2) == '\\');
    }

    /** Whether exactly these characters stand there. */
    static boolean standsAt(CharSequence text, int from, String expected) {
        if (expected.length() > text.length() - from) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (text.charAt(from + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean endsAt(CharSequence text, int to) {
        return to >= text.length() || !BASE64_URL.has(text.charAt(to));
    }

    /** Shannon's entropy in bits for each character; of a long text its first characters. */
    static double entropy(CharSequence text, int from, int to) {
        int length = Math.min(to - from, ENTROPY_OF);
        int[] counts = new int[ENTROPY_SCALE];
        for (int i = 0; i < length; i++) {
            counts[text.charAt(from + i) % ENTROPY_SCALE]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

/** A signed JSON web token: three parts in base64url, the first two JSON objects. */
final class WebToken implements Clue.Check {

    static final String LITERAL = "eyJ";

    private static final int PART_MAX = 16 << 10;
    private static final int PART_MIN = 10;
    private static final int SIGNATURE_MIN = 16;

    @Override
    public boolean holds(CharSequence text, int from, int to) {
        if (!Signs.beginsAt(text, from) || !Signs.standsAt(text, from, LITERAL)) {
            return false;
        }
        int payload = next(text, from);
        if (payload < 0 || !Signs.standsAt(text, payload, LITERAL)) {
            return false;
        }
        int signature = next(text, payload);
        return signature >= 0 && Signs.BASE64_URL.runEnd(text, signature, SIGNATURE_MIN) == signature + SIGNATURE_MIN;
    }

    /** Where the part after this one begins, or -1. */
    private static int next(CharSequence text, int from) {
        int end = Signs.BASE64_URL.runEnd(text, from, PART_MAX);
        return end - from >= PART_MIN && end < text.length() && text.charAt(end) == '.' ? end + 1 : -1;
    }
}

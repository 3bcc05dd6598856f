// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import java.util.Optional;

/**
 * The caller's place in a distributed trace (W3C Trace Context, section 3.2).
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param parentId 16 lower-case hex digits, not all zero
 */
record Traceparent(String traceId, String parentId) {

    private static final int LENGTH = 55;

    /** Reads the header field; what is malformed counts as absent, as the standard asks. */
    static Optional<Traceparent> read(String header) {
        boolean framed = header.length() >= LENGTH
                && header.charAt(2) == '-'
                && header.charAt(35) == '-'
                && header.charAt(52) == '-'
                && isHex(header.substring(0, 2))
                && isHex(header.substring(53, LENGTH));
        if (!framed || !versionFits(header)) {
            return Optional.empty();
        }
        var read = new Traceparent(header.substring(3, 35), header.substring(36, 52));
        return Optional.of(read).filter(it -> isId(it.traceId) && isId(it.parentId));
    }

    /** Version 00 ends after the flags; later ones may go on after a dash; ff is no version. */
    private static boolean versionFits(String header) {
        String version = header.substring(0, 2);
        boolean endsThere = header.length() == LENGTH;
        return version.equals("00") ? endsThere : !version.equals("ff") && (endsThere || header.charAt(LENGTH) == '-');
    }

    private static boolean isId(String text) {
        return isHex(text) && text.chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}

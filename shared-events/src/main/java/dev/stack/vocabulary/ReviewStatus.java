// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** The bucket of a checkout. */
public enum ReviewStatus {
    CLEAN,
    FLAGGED,
    BLOCKED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static ReviewStatus fromWire(String member, String text) {
        return WireNames.read(ReviewStatus.class, member, text);
    }
}

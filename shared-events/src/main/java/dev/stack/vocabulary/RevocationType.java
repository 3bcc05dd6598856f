// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** What a revocation selected. */
public enum RevocationType {
    SINGLE,
    BULK_AGENT,
    BULK_SESSION,
    BULK_MISSION,
    BULK_OPERATOR,
    BULK_CLAIM;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static RevocationType fromWire(String member, String text) {
        return WireNames.read(RevocationType.class, member, text);
    }
}

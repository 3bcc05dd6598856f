// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How a recorded decision ended. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    PENDING,
    BLOCKED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static Outcome fromWire(String member, String text) {
        return WireNames.read(Outcome.class, member, text);
    }
}

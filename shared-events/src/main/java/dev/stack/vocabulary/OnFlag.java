// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** What a flag of some severity does at checkout: send for review, or block the agent as well. */
public enum OnFlag {
    NOTIFY,
    BLOCK;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static OnFlag fromWire(String member, String text) {
        return WireNames.read(OnFlag.class, member, text);
    }
}

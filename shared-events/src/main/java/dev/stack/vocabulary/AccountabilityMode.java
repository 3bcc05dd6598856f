// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How strictly an agent is held to what it declared, weakest first. */
public enum AccountabilityMode {
    STANDARD,
    LOGGED,
    ENFORCED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static AccountabilityMode fromWire(String member, String text) {
        return WireNames.read(AccountabilityMode.class, member, text);
    }
}

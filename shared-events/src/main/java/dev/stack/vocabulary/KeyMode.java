// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** Who holds the key that signs an agent's claims. */
public enum KeyMode {
    STACK_MANAGED,
    CUSTOMER_MANAGED,
    CO_SIGNED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static KeyMode fromWire(String member, String text) {
        return WireNames.read(KeyMode.class, member, text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How grave a finding is, least first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static Severity fromWire(String member, String text) {
        return WireNames.read(Severity.class, member, text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** Which skills an agent may invoke. */
public enum SkillAccess {
    ALL,
    ALLOWLIST,
    NONE;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static SkillAccess fromWire(String member, String text) {
        return WireNames.read(SkillAccess.class, member, text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** Where an agent stands. */
public enum AgentStatus {
    ACTIVE,
    SUSPENDED,
    DELETED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static AgentStatus fromWire(String member, String text) {
        return WireNames.read(AgentStatus.class, member, text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** Where a mission stands. */
public enum MissionStatus {
    ACTIVE,
    COMPLETED,
    REVOKED,
    EXPIRED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static MissionStatus fromWire(String member, String text) {
        return WireNames.read(MissionStatus.class, member, text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** The part of the product an entry tells of. */
public enum Layer {
    VAULT,
    PROXY,
    DROPOFF,
    SKILLS,
    SYSTEM;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static Layer fromWire(String member, String text) {
        return WireNames.read(Layer.class, member, text);
    }
}

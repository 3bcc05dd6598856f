// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How somebody proved who they are when they signed in. */
public enum LoginMeans {
    MAGIC_LINK,
    API_KEY;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static LoginMeans fromWire(String member, String text) {
        return WireNames.read(LoginMeans.class, member, text);
    }
}

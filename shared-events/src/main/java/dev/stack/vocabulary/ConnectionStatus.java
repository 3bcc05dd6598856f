// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** What a connection is good for now. */
public enum ConnectionStatus {
    /** It holds a credential. */
    ACTIVE,
    /** A person has yet to agree at the service. */
    PENDING,
    /** The service no longer takes its credential; the reason stands beside. */
    ERROR,
    /** It is over, and its secret destroyed. */
    DISCONNECTED;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static ConnectionStatus fromWire(String member, String text) {
        return WireNames.read(ConnectionStatus.class, member, text);
    }
}

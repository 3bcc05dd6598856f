// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import java.util.Locale;

/** The life of a signing key, in this order; {@link #WITHDRAWN} can follow any other. */
public enum KeyState {
    /** Made and sealed; nobody knows it yet. */
    PREPARED,
    /** In the public set, so that verifiers have it before they need it; signs nothing yet. */
    PUBLISHED,
    /** Signs. There is exactly one. */
    ACTIVE,
    /** Signs nothing new; stays in the public set while a passport it signed may still be shown. */
    RETIRED,
    /** Trusted no more, at once: what it signed is void. */
    WITHDRAWN;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyState fromWire(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

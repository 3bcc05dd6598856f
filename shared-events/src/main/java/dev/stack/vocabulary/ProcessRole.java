// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/**
 * What a process of the installation does beside deciding, which every process can: which routes it serves, and which
 * work runs in it by itself (ADR 0016).
 */
public enum ProcessRole {
    /** Serves what changes things; turns keys, renews tokens and forgets what is over. */
    COMMAND,
    /** Serves what shows things; fills the views. */
    QUERY,
    /** Watches deadlines. */
    DETECT,
    /** Serves the proxy. */
    EDGE;

    /** The form used in settings. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

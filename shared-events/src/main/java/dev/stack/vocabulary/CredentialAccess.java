// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How an agent may reach a credential: in clear, in clear but noted, or through the proxy alone. */
public enum CredentialAccess {
    DIRECT,
    PROXY_PREFERRED,
    PROXY_ONLY;

    /** The lower-case form used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of values. */
    public static CredentialAccess fromWire(String member, String text) {
        return WireNames.read(CredentialAccess.class, member, text);
    }
}

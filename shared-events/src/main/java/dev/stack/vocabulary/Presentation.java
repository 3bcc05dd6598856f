// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How a passport was presented where its token is the credential. */
public enum Presentation {
    /** By sending the token alone: the weaker way, since whoever copied it can do the same. */
    BEARER,
    /** With a proof that the sender has the key it is bound to (RFC 9449). */
    DPOP;

    /** The word in entries of the ledger. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** One entry of the ledger. */
public record EntryId(String value) implements Id {

    public EntryId {
        Id.checked("Audit entry", value);
    }

    /** A new one, {@code aud_…}. */
    public static EntryId mint(SecureRandom random) {
        return new EntryId(Id.mint("aud_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

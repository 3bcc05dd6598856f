// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** A passport's id (RFC 7519, section 4.1.7). */
public record Jti(String value) implements Id {

    static final String PREFIX = "pp_";

    public Jti {
        Id.checked("Passport", value);
    }

    /** A new one, {@code pp_…}. */
    public static Jti mint(SecureRandom random) {
        return new Jti(Id.mint(PREFIX, random));
    }

    @Override
    public String toString() {
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** A passport's id (RFC 7519, section 4.1.7). */
public record Jti(String value) implements Id {

    public Jti {
        Id.checked("Passport", value);
    }

    /** A new one, {@code pp_…}. */
    public static Jti mint(SecureRandom random) {
        return new Jti(Id.mint("pp_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** One sign-in of a person, until it ends or runs out. Passports have sessions of their own: {@link SessionId}. */
public record LoginId(String value) implements Id {

    public LoginId {
        Id.checked("Login", value);
    }

    /** A new one, {@code lgn_…}. */
    public static LoginId mint(SecureRandom random) {
        return new LoginId(Id.mint("lgn_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

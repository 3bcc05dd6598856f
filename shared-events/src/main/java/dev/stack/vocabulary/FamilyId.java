// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** What a person let one program do, once: every refresh token and access token that came of it. */
public record FamilyId(String value) implements Id {

    public FamilyId {
        Id.checked("Login", value);
    }

    /** A new one, {@code fam_…}. */
    public static FamilyId mint(SecureRandom random) {
        return new FamilyId(Id.mint("fam_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

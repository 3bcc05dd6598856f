// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** Somebody who signs in. The id says nothing of the person; the e-mail address stands in a table that can change. */
public record PersonId(String value) implements Id {

    public PersonId {
        Id.checked("Person", value);
    }

    /** A new one, {@code usr_…}. */
    public static PersonId mint(SecureRandom random) {
        return new PersonId(Id.mint("usr_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

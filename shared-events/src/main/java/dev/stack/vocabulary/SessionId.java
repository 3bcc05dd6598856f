// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** A root passport and everything delegated or refreshed from it. */
public record SessionId(String value) implements Id {

    public SessionId {
        Id.checked("Session", value);
    }

    /** A new one, {@code ses_…}. */
    public static SessionId mint(SecureRandom random) {
        return new SessionId(Id.mint("ses_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

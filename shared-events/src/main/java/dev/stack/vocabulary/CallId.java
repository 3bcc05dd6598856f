// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** One call through the proxy. */
public record CallId(String value) implements Id {

    public CallId {
        Id.checked("Call", value);
    }

    /** A new one, {@code call_…}. */
    public static CallId mint(SecureRandom random) {
        return new CallId(Id.mint("call_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

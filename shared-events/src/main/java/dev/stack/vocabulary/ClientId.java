// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** A program that asks people to let it act in their name (RFC 6749, section 1.1). */
public record ClientId(String value) implements Id {

    public ClientId {
        Id.checked("Client", value);
    }

    /** A new one, {@code cli_…}. */
    public static ClientId mint(SecureRandom random) {
        return new ClientId(Id.mint("cli_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

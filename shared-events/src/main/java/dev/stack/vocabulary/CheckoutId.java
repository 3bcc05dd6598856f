// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** A checkout, and the review it may lead to. */
public record CheckoutId(String value) implements Id {

    public CheckoutId {
        Id.checked("Review", value);
    }

    /** A new one, {@code cout_…}. */
    public static CheckoutId mint(SecureRandom random) {
        return new CheckoutId(Id.mint("cout_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}

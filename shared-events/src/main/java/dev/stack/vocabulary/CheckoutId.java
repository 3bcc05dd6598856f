// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** A checkout, and the review it may lead to. */
public record CheckoutId(String value) implements Id {

    private static final String PREFIX = "cout_";

    public CheckoutId {
        Id.checked("Review", value);
    }

    /** The one of that passport: it has at most one that counts, so the id needs no register. */
    public static CheckoutId of(Jti jti) {
        String tail = jti.value().startsWith(Jti.PREFIX) ? jti.value().substring(Jti.PREFIX.length()) : jti.value();
        return new CheckoutId(PREFIX + tail);
    }

    /** The passport it belongs to. */
    public Jti passport() {
        String tail = value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : value;
        return new Jti(Jti.PREFIX + tail);
    }

    @Override
    public String toString() {
        return value;
    }
}

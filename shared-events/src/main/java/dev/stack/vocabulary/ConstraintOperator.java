// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;

/** How a constraint compares what it finds with what it lists. */
public enum ConstraintOperator {
    /** Equal: one scalar, or a whole array. */
    EQ,
    /** Contained in the list; of an array every element. */
    IN,
    /** An RE2 pattern is found in the text; unanchored, so authors write {@code ^…$}. */
    MATCHES,
    /** The text begins so; of an array every element. */
    STARTS_WITH,
    /** Not equal; of an array no element. */
    NOT_EQ,
    /** Not contained in the list; of an array no element. */
    NOT_IN;

    /** The name used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire form, or refuses with the list of operators. */
    public static ConstraintOperator fromWire(String member, String text) {
        return WireNames.read(ConstraintOperator.class, member, text);
    }
}

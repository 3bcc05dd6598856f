// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

/** What a status list says of one passport (Token Status List, section 7.1); the order is that of the wire values. */
public enum Status {
    /** 0: nothing stands against it. */
    VALID,
    /** 1: over for good, such as revoked or superseded. */
    INVALID,
    /** 2: not to be accepted now, but perhaps again: its operator is frozen. */
    SUSPENDED;

    /** The number in the list. */
    public int wire() {
        return ordinal();
    }

    /** The status of that number; a number this version does not know is {@link #INVALID}. */
    public static Status of(int wire) {
        Status[] known = values();
        return wire >= 0 && wire < known.length ? known[wire] : INVALID;
    }
}

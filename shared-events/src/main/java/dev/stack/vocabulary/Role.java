// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** What a caller may do, least first: read; also write; also administer; the operator's own key. */
public enum Role {
    READONLY,
    STANDARD,
    ADMIN,
    OPERATOR;

    /** Whether this role may do what {@code needed} may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}

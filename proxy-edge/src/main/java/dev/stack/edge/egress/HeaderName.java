// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.Locale;

/** Names of header fields. */
final class HeaderName {

    private HeaderName() {}

    /** The form in which names are compared: some servers take an underscore for a hyphen. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a token (RFC 9110 section 5.6.2). */
    static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}

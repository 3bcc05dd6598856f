// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/**
 * An opaque name. On input any text of 1 to 128 printable ASCII characters without {@code / ? # %} and space is taken,
 * whatever its prefix: ids are looked up, never parsed. We mint a prefix and 22 characters of {@code [0-9A-Za-z]}
 * (130 bits) from a cryptographic source.
 */
public interface Id {

    int LENGTH_MAX = 128;

    /** The wire form. */
    String value();

    /** Refuses a text that cannot be an id, with a message that holds none of it. */
    static String checked(String kind, String value) {
        boolean good = !value.isEmpty() && value.length() <= LENGTH_MAX;
        for (int i = 0; good && i < value.length(); i++) {
            char c = value.charAt(i);
            good = c > ' ' && c < 0x7F && c != '/' && c != '?' && c != '#' && c != '%';
        }
        if (!good) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    kind + " not found: the id must be 1 to " + LENGTH_MAX
                            + " printable characters without space, slash, ?, # or %.");
        }
        return value;
    }

    /** A new id with that prefix. */
    static String mint(String prefix, SecureRandom random) {
        return prefix + RandomText.of(22, random);
    }
}

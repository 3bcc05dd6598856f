// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** Unguessable text of digits and letters; 5.95 bits a character. */
public final class RandomText {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The most values of a byte that fall on every character alike. */
    private static final int FAIR = 256 / ALPHABET.length() * ALPHABET.length();

    private RandomText() {}

    /** {@code length} characters of {@code [0-9A-Za-z]}, each equally likely. */
    public static String of(int length, SecureRandom random) {
        var text = new StringBuilder(length);
        byte[] drawn = new byte[length + length / 4 + 1];
        while (text.length() < length) {
            random.nextBytes(drawn);
            for (int i = 0; i < drawn.length && text.length() < length; i++) {
                int value = drawn[i] & 0xFF;
                // The rest of a byte's values would make the first characters likelier.
                if (value < FAIR) {
                    text.append(ALPHABET.charAt(value % ALPHABET.length()));
                }
            }
        }
        return text.toString();
    }
}

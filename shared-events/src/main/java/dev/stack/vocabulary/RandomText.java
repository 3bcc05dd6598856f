// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** Unguessable text of digits and letters; 5.95 bits a character. */
public final class RandomText {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private RandomText() {}

    /** {@code length} characters of {@code [0-9A-Za-z]}, each equally likely. */
    public static String of(int length, SecureRandom random) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}

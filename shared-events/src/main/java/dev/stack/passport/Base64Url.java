// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515, section 2), in its one canonical spelling. */
public final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** What a letter stands for, by its code; negative where it is no letter of the alphabet. */
    private static final int[] VALUES = values();

    private Base64Url() {}

    /** The one spelling of {@code bytes}. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes, if {@code text} is exactly what encoding them gives: the library alone takes many spellings. */
    public static Optional<byte[]> decode(String text) {
        byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
        int rest = letters.length % 4;
        if (rest == 1) {
            return Optional.empty();
        }
        byte[] bytes = new byte[letters.length / 4 * 3 + Math.max(0, rest - 1)];
        int whole = letters.length - rest;
        // A letter that is none is negative, and so is whatever it is part of.
        int all = 0;
        int to = 0;
        for (int at = 0; at < whole; at += 4) {
            int group = VALUES[letters[at] & 0xFF] << 18
                    | VALUES[letters[at + 1] & 0xFF] << 12
                    | VALUES[letters[at + 2] & 0xFF] << 6
                    | VALUES[letters[at + 3] & 0xFF];
            all |= group;
            bytes[to] = (byte) (group >> 16);
            bytes[to + 1] = (byte) (group >> 8);
            bytes[to + 2] = (byte) group;
            to += 3;
        }
        return all >= 0 && endsWell(letters, whole, bytes, to) ? Optional.of(bytes) : Optional.empty();
    }

    /** Decodes the last two or three letters, if there are such; bits after the last byte must be zero. */
    private static boolean endsWell(byte[] letters, int at, byte[] bytes, int to) {
        int rest = letters.length - at;
        if (rest == 0) {
            return true;
        }
        int group = VALUES[letters[at] & 0xFF] << 18 | VALUES[letters[at + 1] & 0xFF] << 12;
        bytes[to] = (byte) (group >> 16);
        if (rest == 2) {
            return group >= 0 && (group & 0xFFFF) == 0;
        }
        group |= VALUES[letters[at + 2] & 0xFF] << 6;
        bytes[to + 1] = (byte) (group >> 8);
        return group >= 0 && (group & 0xFF) == 0;
    }

    private static int[] values() {
        int[] values = new int[256];
        Arrays.fill(values, -1);
        for (int value = 0; value < ALPHABET.length(); value++) {
            values[ALPHABET.charAt(value)] = value;
        }
        return values;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The spellings of a secret that are looked for: itself, and from {@value #ENCODED_MIN} bytes on its hexadecimal form in
 * either case and its Base64 form in either alphabet at each of the three places it can start at inside a longer text.
 * Escapes (percent, JSON) are not spelled out: the scan reads the text with them undone.
 */
final class SecretPatterns {

    /** Shorter ones are not looked for: they would be found everywhere. */
    static final int RAW_MIN = 4;

    static final int ENCODED_MIN = 8;

    private SecretPatterns() {}

    /** The spellings of all of them; the caller overwrites what it gets and what it gave. */
    static List<byte[]> of(List<byte[]> secrets) {
        List<byte[]> patterns = new ArrayList<>();
        for (byte[] secret : secrets) {
            if (secret.length >= RAW_MIN) {
                patterns.add(secret.clone());
            }
            if (secret.length >= ENCODED_MIN) {
                patterns.add(hex(secret, HexFormat.of()));
                patterns.add(hex(secret, HexFormat.of().withUpperCase()));
                for (int shift = 0; shift < 3; shift++) {
                    patterns.add(base64(secret, shift, Base64.getEncoder()));
                    patterns.add(base64(secret, shift, Base64.getUrlEncoder()));
                }
            }
        }
        return patterns;
    }

    private static byte[] hex(byte[] secret, HexFormat format) {
        byte[] hex = new byte[secret.length * 2];
        for (int i = 0; i < secret.length; i++) {
            hex[2 * i] = (byte) format.toHighHexDigit(secret[i]);
            hex[2 * i + 1] = (byte) format.toLowHexDigit(secret[i]);
        }
        return hex;
    }

    /** The characters that depend on the secret alone when {@code shift} bytes of a group of three stand before it. */
    private static byte[] base64(byte[] secret, int shift, Base64.Encoder encoder) {
        byte[] shifted = new byte[shift + secret.length];
        System.arraycopy(secret, 0, shifted, shift, secret.length);
        byte[] encoded = encoder.withoutPadding().encode(shifted);
        int from = shift == 0 ? 0 : shift + 1;
        int to = shifted.length % 3 == 0 ? encoded.length : encoded.length - 1;
        byte[] certain = Arrays.copyOfRange(encoded, from, to);
        Arrays.fill(shifted, (byte) 0);
        Arrays.fill(encoded, (byte) 0);
        return certain;
    }
}

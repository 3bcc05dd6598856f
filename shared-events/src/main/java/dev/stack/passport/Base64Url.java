// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515, section 2), in its one canonical spelling. */
public final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

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
        try {
            byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = DECODER.decode(ascii);
            return Arrays.equals(ENCODER.encode(bytes), ascii) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The name of a public key: the SHA-256 of its canonical JWK (RFC 7638, section 3; RFC 8037, section 2) in base64url. */
public final class Thumbprint {

    private static final int BYTES = 32;

    private Thumbprint() {}

    /** The 43 characters that name {@code key}. */
    public static String of(PublicKey key) {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.encode(key.bytes()) + "\"}";
        return sha256(canonical);
    }

    /** Whether {@code text} can name a key at all. */
    public static boolean isOne(String text) {
        return Base64Url.decode(text).filter(bytes -> bytes.length == BYTES).isPresent();
    }

    /** The SHA-256 of a text in base64url, as {@code ath} names an access token (RFC 9449, section 4.2). */
    public static String sha256(String text) {
        try {
            return Base64Url.encode(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

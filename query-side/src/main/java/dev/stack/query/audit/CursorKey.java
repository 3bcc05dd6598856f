// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The installation's own key for cursors; every process of it has the same. It guards nothing but cursors. */
public final class CursorKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH_MIN = 32;

    private final SecretKeySpec key;

    /** Takes at least 32 random bytes. */
    public CursorKey(byte[] secret) {
        if (secret.length < LENGTH_MIN) {
            throw new IllegalArgumentException("a cursor key has at least " + LENGTH_MIN + " bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has it, and any key fits.
        }
    }
}

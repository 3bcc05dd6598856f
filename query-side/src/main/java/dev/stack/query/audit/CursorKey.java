// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The installation's own key for cursors; every process of it has the same. It guards nothing but cursors. */
public final class CursorKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH_MIN = 32;

    private final Supplier<byte[]> secret;
    private volatile @Nullable SecretKeySpec key;

    /** Asks for at least 32 random bytes when the first cursor is signed or read: at the start they may be sealed. */
    public CursorKey(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has it, and any key fits.
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            byte[] bytes = secret.get();
            if (bytes.length < LENGTH_MIN) {
                throw new IllegalArgumentException("a cursor key has at least " + LENGTH_MIN + " bytes");
            }
            known = new SecretKeySpec(bytes, ALGORITHM);
            key = known;
        }
        return known;
    }
}

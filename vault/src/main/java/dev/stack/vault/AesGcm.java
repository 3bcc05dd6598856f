// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce and a 128-bit tag, by SunJCE and no other. A box is a version
 * byte, the nonce and the ciphertext with its tag.
 */
final class AesGcm {

    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int OVERHEAD_BYTES = 1 + NONCE_BYTES + TAG_BITS / 8;
    private static final Provider SUN_JCE = Objects.requireNonNull(Security.getProvider("SunJCE"));

    private final SecureRandom random;

    AesGcm(SecureRandom random) {
        this.random = random;
    }

    byte[] seal(byte[] key, byte[] aad, byte[] plaintext) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0, aad);
            byte[] box = new byte[OVERHEAD_BYTES + plaintext.length];
            box[0] = VERSION;
            System.arraycopy(nonce, 0, box, 1, NONCE_BYTES);
            cipher.doFinal(plaintext, 0, plaintext.length, box, 1 + NONCE_BYTES);
            return box;
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("AES-GCM failed", defect);
        }
    }

    SecretBytes open(byte[] key, byte[] aad, byte[] box) {
        if (box.length < OVERHEAD_BYTES || box[0] != VERSION) {
            throw new IntegrityFailure("not a sealed box of a known version");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, box, 1, aad);
            return SecretBytes.owning(cipher.doFinal(box, 1 + NONCE_BYTES, box.length - 1 - NONCE_BYTES));
        } catch (AEADBadTagException foreign) {
            throw new IntegrityFailure("a sealed box was changed or moved");
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("AES-GCM failed", defect);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, int offset, byte[] aad)
            throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("an AES-256 key has " + KEY_BYTES + " bytes");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", SUN_JCE);
        byte[] iv = Arrays.copyOfRange(nonce, offset, offset + NONCE_BYTES);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(aad);
        return cipher;
    }
}

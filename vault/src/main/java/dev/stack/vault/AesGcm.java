// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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

    private static final int IDLE_MAX = 16;

    private final SecureRandom random;
    // Making an engine takes as long as opening a kilobyte with it.
    private final BlockingQueue<Cipher> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    AesGcm(SecureRandom random) {
        this.random = random;
    }

    byte[] seal(byte[] key, byte[] aad, byte[] plaintext) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = begun(Cipher.ENCRYPT_MODE, key, nonce, 0, aad);
            byte[] box = new byte[OVERHEAD_BYTES + plaintext.length];
            box[0] = VERSION;
            System.arraycopy(nonce, 0, box, 1, NONCE_BYTES);
            cipher.doFinal(plaintext, 0, plaintext.length, box, 1 + NONCE_BYTES);
            giveBack(cipher);
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
            Cipher cipher = begun(Cipher.DECRYPT_MODE, key, box, 1, aad);
            byte[] clear = cipher.doFinal(box, 1 + NONCE_BYTES, box.length - 1 - NONCE_BYTES);
            giveBack(cipher);
            return SecretBytes.owning(clear);
        } catch (AEADBadTagException foreign) {
            throw new IntegrityFailure("a sealed box was changed or moved");
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("AES-GCM failed", defect);
        }
    }

    /** Lets go of engines nobody used: each remembers the last key it was given. */
    void forget() {
        idle.clear();
    }

    /** One engine too many is let go. */
    private void giveBack(Cipher cipher) {
        boolean unused = idle.offer(cipher);
    }

    /** An engine that failed is not used again. */
    private Cipher begun(int mode, byte[] key, byte[] nonce, int offset, byte[] aad) throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("an AES-256 key has " + KEY_BYTES + " bytes");
        }
        Cipher waiting = idle.poll();
        Cipher cipher = waiting == null ? Cipher.getInstance("AES/GCM/NoPadding", SUN_JCE) : waiting;
        byte[] iv = Arrays.copyOfRange(nonce, offset, offset + NONCE_BYTES);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(aad);
        return cipher;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import dev.stack.vault.IntegrityFailure;
import dev.stack.vault.KeyPlace;
import dev.stack.vault.SecretBytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What KMS is given to encrypt: a version byte, the data key, and a digest of key and place. So we see at once when what
 * comes back is another key, whoever is to blame: nothing is ever sealed under a key that nobody could find again.
 */
final class GuardedKey {

    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int DIGEST_BYTES = 32;

    private GuardedKey() {}

    /** The caller overwrites what it gets. */
    static byte[] of(byte[] key, KeyPlace place) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a data key has " + KEY_BYTES + " bytes");
        }
        return ByteBuffer.allocate(1 + KEY_BYTES + DIGEST_BYTES)
                .put(VERSION)
                .put(key)
                .put(digest(key, place))
                .array();
    }

    /** The key again, if it is one and belongs here. */
    static SecretBytes open(byte[] guarded, KeyPlace place) {
        if (guarded.length != 1 + KEY_BYTES + DIGEST_BYTES || guarded[0] != VERSION) {
            throw new IntegrityFailure("KMS gave back something that is no data key");
        }
        byte[] key = Arrays.copyOfRange(guarded, 1, 1 + KEY_BYTES);
        byte[] digest = Arrays.copyOfRange(guarded, 1 + KEY_BYTES, guarded.length);
        if (!MessageDigest.isEqual(digest, digest(key, place))) {
            Arrays.fill(key, (byte) 0);
            throw new IntegrityFailure("KMS gave back another data key than the one wrapped");
        }
        return SecretBytes.owning(key);
    }

    private static byte[] digest(byte[] key, KeyPlace place) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(VERSION);
            sha256.update(key);
            return sha256.digest(place.bytes());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vault.DataKeys.DataKey;
import dev.stack.vocabulary.OperatorId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Seals bytes that some other table keeps, such as the answer to a repeated request. The box opens only for the operator,
 * the purpose and the subject it was sealed for.
 */
public final class Sealer {

    private static final byte VERSION = 1;

    private final DataKeys dataKeys;
    private final AesGcm aesGcm;
    private final VaultWatch watch;

    Sealer(DataKeys dataKeys, AesGcm aesGcm, VaultWatch watch) {
        this.dataKeys = dataKeys;
        this.aesGcm = aesGcm;
        this.watch = watch;
    }

    /** Seals for an operator and a purpose. */
    public byte[] seal(OperatorId operator, String purpose, byte[] plaintext) {
        return seal(operator, purpose, "", plaintext);
    }

    /** Seals for one subject as well, such as the id of the row that keeps the box. */
    public byte[] seal(OperatorId operator, String purpose, String subject, byte[] plaintext) {
        try (DataKey key = dataKeys.toSeal(operator, purpose)) {
            byte[] aad = aad(operator, purpose, subject, key.id());
            byte[] box = key.bytes().read(bytes -> aesGcm.seal(bytes, aad, plaintext));
            return withKeyId(key.id(), box);
        }
    }

    /**
     * Opens what {@link #seal(OperatorId, String, byte[])} gave.
     *
     * @throws IntegrityFailure if it was changed, belongs elsewhere, or its key is gone
     */
    public SecretBytes unseal(OperatorId operator, String purpose, byte[] envelope) {
        return unseal(operator, purpose, "", envelope);
    }

    /**
     * Opens what {@link #seal(OperatorId, String, String, byte[])} gave.
     *
     * @throws IntegrityFailure if it was changed, belongs elsewhere, or its key is gone
     */
    public SecretBytes unseal(OperatorId operator, String purpose, String subject, byte[] envelope) {
        if (envelope.length < 2 || envelope[0] != VERSION || envelope.length < 2 + envelope[1] || envelope[1] < 1) {
            throw new IntegrityFailure("not a sealed text of a known version");
        }
        int boxAt = 2 + envelope[1];
        String keyId = new String(envelope, 2, envelope[1], StandardCharsets.ISO_8859_1);
        if (!isPlain(keyId)) {
            throw new IntegrityFailure("not the id of a data key"); // nothing the database should be asked for
        }
        byte[] box = Arrays.copyOfRange(envelope, boxAt, envelope.length);
        try {
            return open(operator, purpose, subject, keyId, box);
        } catch (IntegrityFailure failure) {
            dataKeys.forget(operator, purpose, keyId);
            watch.integrity("sealed " + purpose + ": " + failure.getMessage());
            throw failure;
        }
    }

    private SecretBytes open(OperatorId operator, String purpose, String subject, String keyId, byte[] box) {
        try (DataKey key = dataKeys.open(operator, purpose, keyId)
                .orElseThrow(() -> new IntegrityFailure("the data key of a sealed text is gone"))) {
            byte[] aad = aad(operator, purpose, subject, keyId);
            return key.bytes().read(bytes -> aesGcm.open(bytes, aad, box));
        }
    }

    private static boolean isPlain(String keyId) {
        for (int i = 0; i < keyId.length(); i++) {
            if (keyId.charAt(i) <= ' ' || keyId.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static byte[] withKeyId(String keyId, byte[] box) {
        byte[] id = keyId.getBytes(StandardCharsets.ISO_8859_1);
        byte[] envelope = new byte[2 + id.length + box.length];
        envelope[0] = VERSION;
        envelope[1] = (byte) id.length;
        System.arraycopy(id, 0, envelope, 2, id.length);
        System.arraycopy(box, 0, envelope, 2 + id.length, box.length);
        return envelope;
    }

    private static byte[] aad(OperatorId operator, String purpose, String subject, String keyId) {
        return Binding.of("stack vault sealed 1", operator.value(), purpose, subject, keyId);
    }
}

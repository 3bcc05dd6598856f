// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import dev.stack.vault.IntegrityFailure;
import dev.stack.vault.Kek;
import dev.stack.vault.KeyPlace;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.OperatorId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;

/**
 * A symmetric key of KMS. The operator stands in the encryption context in clear, so that KMS's own log tells whose key was
 * asked for and a key policy can say for whom it may be used; the rest of the place stands there as a digest.
 */
final class KmsKek implements Kek {

    private static final String PREFIX = "aws-kms:";
    private static final KeyPlace PROBE = new KeyPlace(new OperatorId("system"), "probe", "probe");

    private final KmsClient client;
    private final BoundedCalls calls;
    private final String keyId;

    KmsKek(KmsClient client, BoundedCalls calls, String keyId) {
        this.client = client;
        this.calls = calls;
        this.keyId = keyId;
    }

    @Override
    public String id() {
        return PREFIX + keyId;
    }

    /** What KMS cannot give back is not handed out to be stored. */
    @Override
    public byte[] wrap(byte[] dataKey, KeyPlace place) {
        byte[] wrapped = encrypt(dataKey, place);
        try (SecretBytes again = unwrap(wrapped, place)) {
            if (!again.read(bytes -> MessageDigest.isEqual(bytes, dataKey))) {
                throw new IntegrityFailure("KMS gave back another data key than the one wrapped");
            }
        }
        return wrapped;
    }

    @Override
    public SecretBytes unwrap(byte[] wrapped, KeyPlace place) {
        var request = DecryptRequest.builder()
                .keyId(keyId)
                .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                .encryptionContext(context(place))
                .build();
        return calls.call(() -> KmsAnswers.read(() -> {
            var answer = client.decrypt(request);
            requireThisKey(answer.keyId());
            byte[] guarded = bytes(answer.plaintext());
            try {
                return GuardedKey.open(guarded, place);
            } finally {
                Arrays.fill(guarded, (byte) 0);
            }
        }));
    }

    @Override
    public void probe() {
        byte[] nothing = new byte[32];
        encrypt(nothing, PROBE);
    }

    @Override
    public String toString() {
        return id();
    }

    private byte[] encrypt(byte[] dataKey, KeyPlace place) {
        byte[] guarded = GuardedKey.of(dataKey, place);
        try {
            var request = EncryptRequest.builder()
                    .keyId(keyId)
                    .plaintext(SdkBytes.fromByteArray(guarded))
                    .encryptionContext(context(place))
                    .build();
            return calls.call(() -> KmsAnswers.read(() -> {
                var answer = client.encrypt(request);
                requireThisKey(answer.keyId());
                return bytes(answer.ciphertextBlob());
            }));
        } finally {
            Arrays.fill(guarded, (byte) 0);
        }
    }

    private static Map<String, String> context(KeyPlace place) {
        return Map.of("stack:operator", place.operator().value(), "stack:place", digest(place));
    }

    private static String digest(KeyPlace place) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(place.bytes()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }

    /** KMS names the key by its ARN, which ends with the key's id. */
    private void requireThisKey(@Nullable String arn) {
        if (arn == null || !(arn.equals(keyId) || arn.endsWith("/" + keyId))) {
            throw new IntegrityFailure("KMS used another key than it was told to");
        }
    }

    private static byte[] bytes(@Nullable SdkBytes answer) {
        if (answer == null) {
            throw new IntegrityFailure("KMS answered nothing");
        }
        return answer.asByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ed25519 by one security provider, handed over as an object: nothing is registered for the whole JVM, and nothing
 * registered there changes what is used here. Works with the JDK's own provider ({@code SunEC}), Amazon Corretto Crypto
 * Provider, Conscrypt and BouncyCastle. Decoded keys are kept, a few of each kind, which halves the work. (Corretto offers
 * its key factory only when the system property {@code com.amazon.corretto.crypto.provider.registerEdKeyFactory} is true
 * while the provider is made; without it, signing takes twice the time.)
 */
public final class ProviderEd25519 implements Ed25519 {

    private static final String ALGORITHM = "Ed25519";

    /** The order of the base point (RFC 8032, section 5.1). */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** What stands before the 32 bytes in a PrivateKeyInfo (RFC 8410, section 7). */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final int KEYS_KEPT_MAX = 64;

    private final Provider provider;
    private final KeyFactory keyFactory;
    private final Map<Hash, PrivateKey> privateKeys = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, java.security.PublicKey> publicKeys = new ConcurrentHashMap<>();

    /**
     * Uses {@code provider} and no other.
     *
     * @throws IllegalArgumentException if it offers no Ed25519
     */
    public ProviderEd25519(Provider provider) {
        this.provider = provider;
        this.keyFactory = keyFactory(provider);
        if (provider.getService("Signature", ALGORITHM) == null) {
            throw new IllegalArgumentException(provider.getName() + " offers no Ed25519");
        }
    }

    /** Which provider does the work. */
    public String providerName() {
        return provider.getName() + " " + provider.getVersionStr();
    }

    @Override
    public byte[] sign(byte[] seed, byte[] message) {
        checkLength(seed);
        try {
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(privateKey(seed));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("Ed25519 signing failed in " + providerName(), defect);
        }
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        checkLength(publicKey);
        if (signature.length != SIGNATURE_BYTES || !isReduced(signature)) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance(ALGORITHM, provider);
            verification.initVerify(publicKey(publicKey));
            verification.update(message);
            return verification.verify(signature);
        } catch (SignatureException | InvalidKeySpecException malformed) {
            return false;
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("Ed25519 verification failed in " + providerName(), defect);
        }
    }

    /** A provider without a key factory of its own signs with the keys of the JDK's, at the price of converting them. */
    private static KeyFactory keyFactory(Provider provider) {
        try {
            return provider.getService("KeyFactory", ALGORITHM) == null
                    ? KeyFactory.getInstance(ALGORITHM)
                    : KeyFactory.getInstance(ALGORITHM, provider);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalArgumentException("no key factory for Ed25519", none);
        }
    }

    /** Whether S is below the group order (RFC 8032, section 5.1.7): otherwise a signature would have two forms. */
    private static boolean isReduced(byte[] signature) {
        if ((signature[63] & 0xF0) == 0) {
            return true; // S < 2^252 < L
        }
        byte[] s = new byte[32];
        for (int i = 0; i < s.length; i++) {
            s[i] = signature[63 - i];
        }
        return new BigInteger(1, s).compareTo(L) < 0;
    }

    private PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
        Hash name = Hash.of(seed);
        PrivateKey kept = privateKeys.get(name);
        if (kept != null) {
            return kept;
        }
        byte[] encoded = concat(PKCS8_PREFIX, seed);
        PrivateKey key = keyFactory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        Arrays.fill(encoded, (byte) 0);
        keep(privateKeys, name, key);
        return key;
    }

    private java.security.PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
        java.security.PublicKey kept = publicKeys.get(ByteBuffer.wrap(bytes));
        if (kept != null) {
            return kept;
        }
        var encoded = new X509EncodedKeySpec(concat(X509_PREFIX, bytes));
        java.security.PublicKey key = keyFactory.generatePublic(encoded);
        keep(publicKeys, ByteBuffer.wrap(bytes.clone()), key);
        return key;
    }

    /** Few keys are live at a time; when many have been seen, all are forgotten. */
    private static <N, K> void keep(Map<N, K> keys, N name, K key) {
        if (keys.size() >= KEYS_KEPT_MAX) {
            keys.clear();
        }
        keys.put(name, key);
    }

    private static byte[] concat(byte[] prefix, byte[] bytes) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + bytes.length);
        System.arraycopy(bytes, 0, joined, prefix.length, bytes.length);
        return joined;
    }

    private static void checkLength(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has " + KEY_BYTES + " bytes, not " + key.length);
        }
    }

    /** The SHA-256 of a private key: a name for it that gives nothing away. */
    private record Hash(long a, long b, long c, long d) {
        static Hash of(byte[] key) throws NoSuchAlgorithmException {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            var longs = ByteBuffer.wrap(digest);
            return new Hash(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
        }
    }
}

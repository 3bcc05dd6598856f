// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The anchor: Amazon Corretto Crypto Provider as it comes, with its own decoded keys and nothing around it. */
final class RawEd25519 {

    private static final String ALGORITHM = "Ed25519";
    private static final String KEY_FACTORY = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private final Provider provider;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private RawEd25519(Provider provider, PrivateKey privateKey, PublicKey publicKey) {
        this.provider = provider;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** With the keys in these encodings. */
    static RawEd25519 of(byte[] pkcs8, byte[] x509) throws GeneralSecurityException {
        System.setProperty(KEY_FACTORY, "true");
        try {
            var provider = new AmazonCorrettoCryptoProvider();
            if (provider.getLoadingError() != null) {
                throw new IllegalStateException(
                        "The anchor, Amazon Corretto Crypto Provider, does not run on this machine",
                        provider.getLoadingError());
            }
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM, provider);
            return new RawEd25519(
                    provider,
                    keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                    keys.generatePublic(new X509EncodedKeySpec(x509)));
        } finally {
            System.clearProperty(KEY_FACTORY);
        }
    }

    byte[] sign(byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM, provider);
        signature.initSign(privateKey);
        signature.update(message);
        return signature.sign();
    }

    boolean verify(byte[] message, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM, provider);
        signature.initVerify(publicKey);
        signature.update(message);
        return signature.verify(signed);
    }
}

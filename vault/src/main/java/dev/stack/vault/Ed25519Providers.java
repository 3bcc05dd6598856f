// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.stack.passport.ProviderEd25519;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fastest Ed25519 this machine can run: Amazon Corretto Crypto Provider, else Conscrypt, else BouncyCastle. Each must
 * pass a known-answer test before it is used. The JDK's own is 16 to 50 times slower and is never chosen.
 */
public final class Ed25519Providers {

    private static final Logger LOG = LoggerFactory.getLogger(Ed25519Providers.class);

    private static final String CORRETTO_KEY_FACTORY = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private Ed25519Providers() {}

    /**
     * The best one; {@link ProviderEd25519#providerName()} says which.
     *
     * @throws IllegalStateException when none works here
     */
    public static ProviderEd25519 best() {
        Map<String, Supplier<Provider>> candidates = new LinkedHashMap<>();
        candidates.put("Amazon Corretto Crypto Provider", Ed25519Providers::corretto);
        candidates.put("Conscrypt", Conscrypt::newProvider);
        candidates.put("BouncyCastle", BouncyCastleProvider::new);
        return firstWorking(candidates);
    }

    static ProviderEd25519 firstWorking(Map<String, Supplier<Provider>> candidates) {
        List<String> failures = new ArrayList<>();
        for (Map.Entry<String, Supplier<Provider>> candidate : candidates.entrySet()) {
            try {
                var ed25519 = new ProviderEd25519(candidate.getValue().get());
                selfTest(ed25519);
                LOG.info("Ed25519 by {}", ed25519.providerName());
                return ed25519;
            } catch (RuntimeException | LinkageError unusable) {
                failures.add(candidate.getKey() + ": " + unusable);
            }
        }
        throw new IllegalStateException("No Ed25519 provider works on this machine. " + String.join("; ", failures)
                + ". Put BouncyCastle on the class path: it needs no native code.");
    }

    /** Corretto gives out its key factory only while this property is set; nothing is registered globally. */
    private static synchronized Provider corretto() {
        String before = System.getProperty(CORRETTO_KEY_FACTORY);
        System.setProperty(CORRETTO_KEY_FACTORY, "true");
        try {
            var provider = new AmazonCorrettoCryptoProvider();
            if (provider.getLoadingError() != null) {
                throw new IllegalStateException("native library not loaded", provider.getLoadingError());
            }
            return provider;
        } finally {
            if (before == null) {
                System.clearProperty(CORRETTO_KEY_FACTORY);
            } else {
                System.setProperty(CORRETTO_KEY_FACTORY, before);
            }
        }
    }

    /** RFC 8032, section 7.1, test 2. */
    private static void selfTest(ProviderEd25519 ed25519) {
        byte[] seed = HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] key = HexFormat.of().parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] expected = HexFormat.of()
                .parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        byte[] message = {0x72};
        byte[] other = {0x73};
        if (!Arrays.equals(ed25519.sign(seed, message), expected)
                || !ed25519.verify(key, message, expected)
                || ed25519.verify(key, other, expected)) {
            throw new IllegalStateException("known-answer test failed");
        }
    }
}

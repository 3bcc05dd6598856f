// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;

/** Every provider the format is tested with. */
final class Providers {

    private static final String KEY_FACTORY = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private Providers() {}

    static Stream<ProviderEd25519> all() {
        return Stream.of(
                fast(),
                new ProviderEd25519(new AmazonCorrettoCryptoProvider()),
                new ProviderEd25519(Conscrypt.newProvider()),
                new ProviderEd25519(new BouncyCastleProvider()),
                jdk());
    }

    static ProviderEd25519 jdk() {
        return new ProviderEd25519(Security.getProvider("SunEC"));
    }

    /** The fastest one, for tests that sign much. */
    static ProviderEd25519 fast() {
        System.setProperty(KEY_FACTORY, "true");
        try {
            return new ProviderEd25519(new AmazonCorrettoCryptoProvider());
        } finally {
            System.clearProperty(KEY_FACTORY);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.Test;

final class Ed25519ProvidersTest {

    @Test
    void the_best_one_is_chosen_by_object_and_nothing_is_registered() {
        String before = Arrays.toString(Security.getProviders());
        assertThat(Ed25519Providers.best().providerName())
                .containsAnyOf("AmazonCorrettoCryptoProvider", "Conscrypt", "BC");
        assertThat(Arrays.toString(Security.getProviders())).isEqualTo(before);
        assertThat(System.getProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory"))
                .isNull();
    }

    @Test
    void one_that_does_not_load_is_passed_over() {
        Map<String, Supplier<Provider>> candidates = new LinkedHashMap<>();
        candidates.put("native", () -> {
            throw new UnsatisfiedLinkError("no library for this machine");
        });
        candidates.put("without Ed25519", () -> Security.getProvider("SunJCE"));
        candidates.put("Conscrypt", Conscrypt::newProvider);
        candidates.put("BouncyCastle", BouncyCastleProvider::new);
        assertThat(Ed25519Providers.firstWorking(candidates).providerName()).startsWith("Conscrypt");
    }

    @Test
    void when_none_works_the_error_names_each_and_says_what_to_do() {
        Map<String, Supplier<Provider>> candidates = new LinkedHashMap<>();
        candidates.put("native", () -> {
            throw new UnsatisfiedLinkError("no library for this machine");
        });
        assertThatThrownBy(() -> Ed25519Providers.firstWorking(candidates))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("native: ")
                .hasMessageContaining("BouncyCastle");
    }
}

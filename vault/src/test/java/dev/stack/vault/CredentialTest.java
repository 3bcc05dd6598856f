// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialTest {

    @Test
    void one_value_comes_back() {
        try (Credential credential = Credential.ofValue(SecretBytes.ofText("geheim \u00fc"));
                Credential back = Credential.decode(credential.encode())) {
            assertThat(text(back.value().orElseThrow())).isEqualTo("geheim \u00fc");
            assertThat(back.fields()).isEmpty();
        }
    }

    @Test
    void named_fields_come_back_in_their_order() {
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        fields.put("username", SecretBytes.ofText("u"));
        fields.put("password", SecretBytes.ofText("p".repeat(60_000)));
        try (Credential credential = Credential.ofFields(fields);
                Credential back = Credential.decode(credential.encode())) {
            assertThat(back.value()).isEmpty();
            assertThat(back.fields().keySet()).containsExactly("username", "password");
            assertThat(back.fields()).isEqualTo(fields);
        }
    }

    @Test
    void what_is_no_credential_is_refused() {
        for (String bad : new String[] {"", "\u0002", "\u0001\u0000\u0000", "\u0001\u0000\u0000\u0000\u0009a"}) {
            assertThatThrownBy(() -> Credential.decode(SecretBytes.ofText(bad))).isInstanceOf(IntegrityFailure.class);
        }
    }

    @Test
    void closing_overwrites_it_and_it_shows_itself_nowhere() {
        Credential credential = Credential.ofValue(SecretBytes.ofText("geheim"));
        assertThat(credential).hasToString("Credential[hidden]");
        SecretBytes value = credential.value().orElseThrow();
        credential.close();
        assertThatThrownBy(() -> value.read(byte[]::clone)).isInstanceOf(IllegalStateException.class);
    }

    private static String text(SecretBytes secret) {
        return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}

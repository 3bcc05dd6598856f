// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SecretBytesTest {

    @Test
    void a_secret_shows_itself_in_no_text_and_no_hash() {
        SecretBytes secret = SecretBytes.ofText("hunter22");
        assertThat(secret.toString()).isEqualTo("SecretBytes[hidden]");
        assertThat(secret.hashCode()).isEqualTo(SecretBytes.ofText("12345678").hashCode());
    }

    @Test
    void closing_overwrites_the_array_it_was_given() {
        byte[] bytes = {1, 2, 3};
        SecretBytes secret = SecretBytes.owning(bytes);
        secret.close();
        assertThat(bytes).containsOnly(0);
        assertThatThrownBy(() -> secret.read(lent -> lent.length)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_lent_is_overwritten_when_it_comes_back() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
        byte[] kept = secret.read(lent -> lent);
        assertThat(kept).containsOnly(0);
        secret.read(lent -> {
            assertThat(lent).containsExactly(1, 2, 3);
            return "";
        });
    }

    @Test
    void secrets_compare_by_content() {
        assertThat(SecretBytes.ofText("a")).isEqualTo(SecretBytes.ofText("a")).isNotEqualTo(SecretBytes.ofText("b"));
        assertThat(SecretBytes.ofText("a")).isNotEqualTo(SecretBytes.ofText("ab"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.passport.Base64Url;
import dev.stack.passport.PublicKey;
import dev.stack.passport.Thumbprint;
import org.junit.jupiter.api.Test;

class ThumbprintTest {

    /** RFC 8037, appendix A.3: the example of RFC 7638 for an Ed25519 key. */
    @Test
    void a_key_has_the_name_the_standard_gives_it() {
        PublicKey key = PublicKey.of(
                Base64Url.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").orElseThrow());
        assertThat(Thumbprint.of(key)).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /** RFC 9449, section 7.1. */
    @Test
    void a_token_has_the_name_the_standard_gives_it() {
        assertThat(Thumbprint.sha256("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"))
                .isEqualTo("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }

    @Test
    void only_32_bytes_in_their_one_spelling_name_a_key() {
        assertThat(Thumbprint.isOne("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"))
                .isTrue();
        assertThat(Thumbprint.isOne("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k="))
                .isFalse();
        assertThat(Thumbprint.isOne("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4l"))
                .isFalse();
        assertThat(Thumbprint.isOne("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4"))
                .isFalse();
        assertThat(Thumbprint.isOne("")).isFalse();
    }
}

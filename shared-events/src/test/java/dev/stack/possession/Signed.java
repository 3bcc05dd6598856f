// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import dev.stack.passport.Base64Url;
import dev.stack.passport.Passports;
import java.nio.charset.StandardCharsets;

/** Texts signed with the key of RFC 8037, appendix A. */
final class Signed {

    static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    static final String JWK = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + X + "\"}";
    static final String THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    private Signed() {}

    static String jws(String header, String payload) {
        String input = encoded(header) + "." + encoded(payload);
        return input + "." + Base64Url.encode(Passports.SIGNING_KEY.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    static String encoded(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}

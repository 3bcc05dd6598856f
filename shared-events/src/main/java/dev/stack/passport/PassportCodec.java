// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;

/**
 * Writes a passport as a compact JWS (RFC 7515, section 3.1; {@code EdDSA} as in RFC 8037, section 3.1). The same claims
 * and key always give the same text, so a token is never stored: it is made again.
 */
public final class PassportCodec {

    /** Longest passport in characters. */
    public static final int LENGTH_MAX = 8 << 10;

    private PassportCodec() {}

    /**
     * Signs the claims.
     *
     * @throws Refusal {@code INVALID_REQUEST} when the claims are larger than a passport may be
     */
    public static String encode(PassportClaims claims, SigningKey key) {
        JsonObject json = claims.toJson();
        TokenBounds.check(json);
        String signingInput = header(key.kid()) + "." + Base64Url.encode(JsonText.write(json));
        byte[] signature = key.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
        String token = signingInput + "." + Base64Url.encode(signature);
        if (token.length() > LENGTH_MAX) {
            throw Refusal.invalid(
                    "The passport would be " + token.length() + " characters long; at most " + LENGTH_MAX
                            + " are possible. Ask for fewer services or scopes, or shorten constraints and the intent's summary.");
        }
        return token;
    }

    private static String header(String kid) {
        if (!PublicKeys.isKid(kid)) {
            throw new IllegalArgumentException("not a kid");
        }
        return Base64Url.encode("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}");
    }
}

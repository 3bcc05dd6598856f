// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.Refusal;

/**
 * Writes a passport as a {@link CompactJws} of type {@code JWT}. The same claims and key always give the same text, so a
 * token is never stored: it is made again.
 */
public final class PassportCodec {

    /** Longest passport in characters. */
    public static final int LENGTH_MAX = 8 << 10;

    static final CompactJws FORM = new CompactJws("JWT", LENGTH_MAX, Limits.TOKEN);

    private PassportCodec() {}

    /**
     * Signs the claims.
     *
     * @throws Refusal {@code INVALID_REQUEST} when the claims are larger than a passport may be
     */
    public static String encode(PassportClaims claims, SigningKey key) {
        String token = FORM.sign(TokenBounds.write(claims.toJson()), key);
        if (token.length() > LENGTH_MAX) {
            throw Refusal.invalid(
                    "The passport would be " + token.length() + " characters long; at most " + LENGTH_MAX
                            + " are possible. Ask for fewer services or scopes, or shorten constraints and the intent's summary.");
        }
        return token;
    }
}

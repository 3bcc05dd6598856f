// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.CompactJws;
import dev.stack.passport.CompactJws.Opened.Signed;
import dev.stack.passport.Ed25519;
import dev.stack.vault.signing.InstallationKey;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of signed text that this installation writes and reads itself, until a moment that stands in it. Each kind has its
 * own {@code typ}, its own {@code aud} and its own key, so none is ever taken for another, nor for a passport.
 */
public final class InstallationJwt {

    private static final int LENGTH_MAX = 8 << 10;
    private static final int TEXT_MAX = 2_048;
    private static final long SECONDS_MAX = 1L << 40;

    private final CompactJws form;
    private final String audience;
    private final String issuer;
    private final InstallationKey key;
    private final Ed25519 ed25519;
    private final Clock clock;

    InstallationJwt(String typ, String audience, String issuer, InstallationKey key, Ed25519 ed25519, Clock clock) {
        this.form = new CompactJws(typ, LENGTH_MAX, Limits.TOKEN);
        this.audience = audience;
        this.issuer = issuer;
        this.key = key;
        this.ed25519 = ed25519;
        this.clock = clock;
    }

    /** Signs {@code claims} beside {@code iss}, {@code aud}, {@code iat} and {@code exp}. */
    public String sign(Map<String, JsonValue> claims, Instant expiresAt) {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        all.put("iss", new JsonString(issuer));
        all.put("aud", new JsonString(audience));
        all.put("iat", JsonNumber.of(clock.instant().getEpochSecond()));
        all.put("exp", JsonNumber.of(expiresAt.getEpochSecond()));
        all.putAll(claims);
        return form.sign(new JsonObject(all), key);
    }

    /** The claims, if the text is of this kind, ours and not over. */
    public Optional<Members> read(String text) {
        return form.open(text, key, ed25519) instanceof Signed signed
                ? Optional.of(Members.of(signed.claims())).filter(this::isForUsNow)
                : Optional.empty();
    }

    private boolean isForUsNow(Members claims) {
        try {
            return claims.requiredText("iss", TEXT_MAX).equals(issuer)
                    && claims.requiredText("aud", TEXT_MAX).equals(audience)
                    && claims.whole("exp", 0, SECONDS_MAX)
                            .map(Instant::ofEpochSecond)
                            .filter(clock.instant()::isBefore)
                            .isPresent();
        } catch (Refusal malformed) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.json.StrictJson.Spelled;
import dev.stack.passport.CompactJws.Opened.Refused;
import dev.stack.passport.CompactJws.Opened.Signed;
import dev.stack.passport.JwsParts.Reading.Read;
import dev.stack.passport.JwsParts.Reading.Unfit;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of signed text: a compact JWS (RFC 7515, section 3.1; {@code EdDSA} as in RFC 8037, section 3.1) whose payload is
 * a JSON object. The header is the closed list {@code alg}, {@code typ} and {@code kid}; the {@code typ} is what keeps a text
 * of one kind from being taken for another (RFC 8725, section 3.11).
 */
public final class CompactJws {

    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");

    private final String typ;
    private final int lengthMax;
    private final StrictJson claims;

    /**
     * A kind of text.
     *
     * @param typ its {@code typ}, compared exactly
     * @param lengthMax longest text in characters
     * @param limits what its claims may measure
     */
    public CompactJws(String typ, int lengthMax, Limits limits) {
        this.typ = typ;
        this.lengthMax = lengthMax;
        this.claims = new StrictJson(limits);
    }

    /** What became of a text. */
    public sealed interface Opened {

        /**
         * Signed by the trusted key {@code kid}.
         *
         * @param asWritten whether the claims are spelled as {@link JsonText} writes them
         */
        record Signed(JsonObject claims, boolean asWritten, String kid) implements Opened {}

        /** Not to be trusted in anything it says. */
        record Refused(Rejection reason) implements Opened {}
    }

    /** Signs the claims. Equal claims and key give equal text. */
    public String sign(JsonObject claims, SigningKey key) {
        return sign(JsonText.write(claims).getBytes(StandardCharsets.UTF_8), key);
    }

    /** Signs claims that {@link JsonText} wrote. */
    String sign(byte[] claims, SigningKey key) {
        if (!PublicKeys.isKid(key.kid())) {
            throw new IllegalArgumentException("not a kid");
        }
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"" + typ + "\",\"kid\":\"" + key.kid() + "\"}";
        String signingInput = Base64Url.encode(header) + "." + Base64Url.encode(claims);
        byte[] signature = key.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
        return signingInput + "." + Base64Url.encode(signature);
    }

    /** Checks everything but the claims, which are only read. */
    public Opened open(String text, KeySource keys, Ed25519 ed25519) {
        return switch (JwsParts.read(text, lengthMax)) {
            case Unfit(Rejection reason) -> new Refused(reason);
            case Read(JwsParts parts) -> open(parts, keys, ed25519);
        };
    }

    private Opened open(JwsParts parts, KeySource keys, Ed25519 ed25519) {
        Optional<Rejection> headerFault = headerFault(parts);
        if (headerFault.isPresent()) {
            return new Refused(headerFault.get());
        }
        String kid = parts.header("kid").orElse("");
        Optional<PublicKey> key = keys.find(kid);
        if (key.isEmpty()) {
            return new Refused(keys.isWithdrawn(kid) ? Rejection.KEY_WITHDRAWN : Rejection.KID);
        }
        if (!parts.isSignedBy(key.get(), ed25519)) {
            return new Refused(Rejection.SIGNATURE);
        }
        return signed(parts.payload(), kid);
    }

    private Opened signed(byte[] payload, String kid) {
        try {
            Spelled read = claims.parseSpelled(payload);
            return read.value() instanceof JsonObject object
                    ? new Signed(object, read.asWritten(), kid)
                    : new Refused(Rejection.JSON);
        } catch (JsonRefused malformed) {
            return new Refused(Rejection.JSON);
        }
    }

    private Optional<Rejection> headerFault(JwsParts parts) {
        if (!parts.header("alg").equals(Optional.of("EdDSA"))) {
            return Optional.of(Rejection.ALG);
        }
        if (!HEADER_MEMBERS.containsAll(parts.header().members().keySet())) {
            return Optional.of(Rejection.HEADER);
        }
        if (!parts.header("typ").equals(Optional.of(typ))) {
            return Optional.of(Rejection.TYP);
        }
        return parts.header("kid").filter(PublicKeys::isKid).isPresent()
                ? Optional.empty()
                : Optional.of(Rejection.KID);
    }
}

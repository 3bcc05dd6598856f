// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.CompactJws.Opened.Refused;
import dev.stack.passport.CompactJws.Opened.Signed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of signed text: a compact JWS (RFC 7515, section 3.1; {@code EdDSA} as in RFC 8037, section 3.1) whose payload is
 * a JSON object. The header is the closed list {@code alg}, {@code typ} and {@code kid}; the {@code typ} is what keeps a text
 * of one kind from being taken for another (RFC 8725, section 3.11).
 */
public final class CompactJws {

    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");
    private static final StrictJson HEADER = new StrictJson(Limits.TOKEN);

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

        /** Signed by the trusted key {@code kid}. */
        record Signed(JsonObject claims, byte[] payload, String kid) implements Opened {

            /** Whether the claims are spelled as {@link JsonText} writes them. */
            public boolean isAsWritten() {
                return Arrays.equals(JsonText.write(claims).getBytes(StandardCharsets.UTF_8), payload);
            }
        }

        /** Not to be trusted in anything it says. */
        record Refused(Rejection reason) implements Opened {}
    }

    /** Signs the claims. Equal claims and key give equal text. */
    public String sign(JsonObject claims, SigningKey key) {
        if (!PublicKeys.isKid(key.kid())) {
            throw new IllegalArgumentException("not a kid");
        }
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"" + typ + "\",\"kid\":\"" + key.kid() + "\"}";
        String signingInput = Base64Url.encode(header) + "." + Base64Url.encode(JsonText.write(claims));
        byte[] signature = key.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
        return signingInput + "." + Base64Url.encode(signature);
    }

    /** Checks everything but the claims, which are only read. */
    public Opened open(String text, KeySource keys, Ed25519 ed25519) {
        if (text.isEmpty() || text.length() > lengthMax) {
            return new Refused(Rejection.SIZE);
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return new Refused(Rejection.FORM);
        }
        Optional<byte[]> header = Base64Url.decode(text.substring(0, first));
        Optional<byte[]> payload = Base64Url.decode(text.substring(first + 1, second));
        Optional<byte[]> signature = Base64Url.decode(text.substring(second + 1));
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            return new Refused(Rejection.ENCODING);
        }
        Optional<JsonObject> members = object(HEADER, header.get());
        if (members.isEmpty()) {
            return new Refused(Rejection.JSON);
        }
        Optional<Rejection> headerFault = headerFault(members.get());
        if (headerFault.isPresent()) {
            return new Refused(headerFault.get());
        }
        String kid = text(members.get(), "kid").orElse("");
        Optional<PublicKey> key = keys.find(kid);
        if (key.isEmpty()) {
            return new Refused(keys.isWithdrawn(kid) ? Rejection.KEY_WITHDRAWN : Rejection.KID);
        }
        byte[] signingInput = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        if (signature.get().length != Ed25519.SIGNATURE_BYTES
                || !ed25519.verify(key.get().bytes(), signingInput, signature.get())) {
            return new Refused(Rejection.SIGNATURE);
        }
        return object(claims, payload.get())
                .<Opened>map(read -> new Signed(read, payload.get(), kid))
                .orElseGet(() -> new Refused(Rejection.JSON));
    }

    private Optional<Rejection> headerFault(JsonObject header) {
        if (!text(header, "alg").equals(Optional.of("EdDSA"))) {
            return Optional.of(Rejection.ALG);
        }
        if (!HEADER_MEMBERS.containsAll(header.members().keySet())) {
            return Optional.of(Rejection.HEADER);
        }
        if (!text(header, "typ").equals(Optional.of(typ))) {
            return Optional.of(Rejection.TYP);
        }
        return text(header, "kid").filter(PublicKeys::isKid).isPresent()
                ? Optional.empty()
                : Optional.of(Rejection.KID);
    }

    private static Optional<JsonObject> object(StrictJson reader, byte[] utf8) {
        try {
            return reader.parse(utf8) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonRefused malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        JsonValue value = object.members().get(name);
        return value instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A compact JWS (RFC 7515, section 3.1) taken apart. Nothing of what it says is checked yet; only that it has exactly this
 * spelling, and a header that is strict JSON.
 *
 * @param signingInput what the signature is of
 */
public record JwsParts(JsonObject header, byte[] payload, byte[] signingInput, byte[] signature) {

    private static final StrictJson HEADER = new StrictJson(Limits.TOKEN);

    /** What became of a text. */
    public sealed interface Reading {

        /** It has the form. */
        record Read(JwsParts parts) implements Reading {}

        /** It has not. */
        record Unfit(Rejection reason) implements Reading {}
    }

    /** Takes {@code text} apart, if it has at most {@code lengthMax} characters. */
    public static Reading read(String text, int lengthMax) {
        if (text.isEmpty() || text.length() > lengthMax) {
            return new Reading.Unfit(Rejection.SIZE);
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return new Reading.Unfit(Rejection.FORM);
        }
        Optional<byte[]> header = Base64Url.decode(text.substring(0, first));
        Optional<byte[]> payload = Base64Url.decode(text.substring(first + 1, second));
        Optional<byte[]> signature = Base64Url.decode(text.substring(second + 1));
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            return new Reading.Unfit(Rejection.ENCODING);
        }
        byte[] signingInput = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return object(HEADER, header.get())
                .<Reading>map(members ->
                        new Reading.Read(new JwsParts(members, payload.get(), signingInput, signature.get())))
                .orElseGet(() -> new Reading.Unfit(Rejection.JSON));
    }

    /** A text member of the header. */
    public Optional<String> header(String name) {
        return header.members().get(name) instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }

    /** The payload, where it is one object within those limits. */
    public Optional<JsonObject> claims(StrictJson reader) {
        return object(reader, payload);
    }

    /** Whether {@code key} signed it. */
    public boolean isSignedBy(PublicKey key, Ed25519 ed25519) {
        return signature.length == Ed25519.SIGNATURE_BYTES && ed25519.verify(key.bytes(), signingInput, signature);
    }

    private static Optional<JsonObject> object(StrictJson reader, byte[] utf8) {
        try {
            return reader.parseSpelled(utf8).value() instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonRefused malformed) {
            return Optional.empty();
        }
    }
}

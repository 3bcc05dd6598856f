// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a text is a passport, without asking anyone (RFC 8725 throughout). Algorithm and key type are fixed, the
 * header is a closed list, and a passport has exactly one spelling. What only the server knows, revocation above all, is
 * not seen here.
 *
 * <pre>{@code
 * PublicKeys keys = Jwks.parse(jwksBytes);                    // GET {server}/v1/.well-known/jwks.json, kept 300 s
 * var ed25519 = new ProviderEd25519(Security.getProvider("SunEC"));
 * var verifier = new PassportVerifier(keys, "https://stack.example.com", Clock.systemUTC(), Duration.ofSeconds(5), ed25519);
 * switch (verifier.verify(token)) {
 *     case Verified(PassportClaims claims, String kid) -> serve(claims.agent());
 *     case Rejected(Rejection reason) -> refuse();            // tell the caller nothing, log the reason
 * }
 * }</pre>
 */
public final class PassportVerifier {

    /** The most a verifier other than the issuing server may forgive a clock. */
    public static final Duration SKEW_MAX = Duration.ofSeconds(5);

    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");
    private static final StrictJson JSON = new StrictJson(Limits.TOKEN);

    private final KeySource keys;
    private final String issuer;
    private final Clock clock;
    private final Duration skew;
    private final Ed25519 ed25519;

    /**
     * A verifier; thread-safe.
     *
     * @param keys whom to trust
     * @param issuer the one {@code iss}, compared exactly; from configuration, never from a request
     * @param skew how far clocks may differ: zero on the issuing server, at most {@link #SKEW_MAX} elsewhere
     */
    public PassportVerifier(KeySource keys, String issuer, Clock clock, Duration skew, Ed25519 ed25519) {
        if (skew.isNegative() || skew.compareTo(SKEW_MAX) > 0) {
            throw new IllegalArgumentException("skew must be from 0 to " + SKEW_MAX);
        }
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.skew = skew;
        this.ed25519 = ed25519;
    }

    /** Checks everything the text itself can prove. */
    public Verification verify(String token) {
        return verify(token, EnumSet.noneOf(Rejection.class));
    }

    /**
     * Checks everything but {@code exp}: for the issuing server, where the stored expiry rules and may have moved past the
     * signed one.
     */
    public Verification verifyAllButExpiry(String token) {
        return verify(token, EnumSet.of(Rejection.EXP));
    }

    private Verification verify(String token, Set<Rejection> forgiven) {
        if (token.isEmpty() || token.length() > PassportCodec.LENGTH_MAX) {
            return new Rejected(Rejection.SIZE);
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            return new Rejected(Rejection.FORM);
        }
        Optional<byte[]> header = Base64Url.decode(token.substring(0, first));
        Optional<byte[]> payload = Base64Url.decode(token.substring(first + 1, second));
        Optional<byte[]> signature = Base64Url.decode(token.substring(second + 1));
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            return new Rejected(Rejection.ENCODING);
        }
        Optional<JsonObject> members = object(header.get());
        if (members.isEmpty()) {
            return new Rejected(Rejection.JSON);
        }
        Optional<Rejection> headerFault = headerFault(members.get());
        if (headerFault.isPresent()) {
            return new Rejected(headerFault.get());
        }
        String kid = text(members.get(), "kid").orElse("");
        Optional<PublicKey> key = keys.find(kid);
        if (key.isEmpty()) {
            return new Rejected(Rejection.KID);
        }
        byte[] signingInput = token.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        if (signature.get().length != Ed25519.SIGNATURE_BYTES
                || !ed25519.verify(key.get().bytes(), signingInput, signature.get())) {
            return new Rejected(Rejection.SIGNATURE);
        }
        return claims(payload.get(), kid, forgiven);
    }

    private static Optional<Rejection> headerFault(JsonObject header) {
        if (!text(header, "alg").equals(Optional.of("EdDSA"))) {
            return Optional.of(Rejection.ALG);
        }
        if (!HEADER_MEMBERS.containsAll(header.members().keySet())) {
            return Optional.of(Rejection.HEADER);
        }
        if (!text(header, "typ").equals(Optional.of("JWT"))) {
            return Optional.of(Rejection.TYP);
        }
        return text(header, "kid").filter(PublicKeys::isKid).isPresent()
                ? Optional.empty()
                : Optional.of(Rejection.KID);
    }

    /** Makes every check whatever the others found, so that no answer comes sooner than another. */
    private Verification claims(byte[] payload, String kid, Set<Rejection> forgiven) {
        Optional<JsonObject> json = object(payload);
        if (json.isEmpty()) {
            return new Rejected(Rejection.JSON);
        }
        JsonObject members = json.get();
        EnumSet<Rejection> faults = EnumSet.noneOf(Rejection.class);
        note(faults, Rejection.ISS, text(members, "iss").equals(Optional.of(issuer)));
        note(faults, Rejection.AUD, text(members, "aud").equals(Optional.of(PassportClaims.AUDIENCE)));
        note(
                faults,
                Rejection.JTI,
                text(members, "jti").filter(PassportVerifier::isId).isPresent());
        boolean asWritten = Arrays.equals(JsonText.write(members).getBytes(StandardCharsets.UTF_8), payload);
        Optional<PassportClaims> claims = read(members);
        note(faults, Rejection.CLAIMS, asWritten && claims.isPresent());
        claims.ifPresent(read -> noteTimes(faults, read.validity()));
        faults.removeAll(forgiven);
        return claims.isPresent() && faults.isEmpty()
                ? new Verified(claims.get(), kid)
                : new Rejected(faults.iterator().next());
    }

    private void noteTimes(EnumSet<Rejection> faults, Validity validity) {
        Instant now = clock.instant();
        Instant latestStart = now.plus(skew);
        note(
                faults,
                Rejection.NBF,
                !validity.notBefore().isAfter(latestStart)
                        && !validity.issuedAt().isAfter(latestStart));
        note(faults, Rejection.EXP, now.minus(skew).isBefore(validity.expiresAt()));
    }

    private static void note(EnumSet<Rejection> faults, Rejection fault, boolean good) {
        if (!good) {
            faults.add(fault);
        }
    }

    private static Optional<PassportClaims> read(JsonObject claims) {
        try {
            return Optional.of(PassportClaims.fromJson(claims));
        } catch (Refusal unfit) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> object(byte[] utf8) {
        try {
            return JSON.parse(utf8) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonRefused malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        JsonValue value = object.members().get(name);
        return value instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isId(String text) {
        try {
            Id.checked("Passport", text);
            return true;
        } catch (Refusal unfit) {
            return false;
        }
    }
}

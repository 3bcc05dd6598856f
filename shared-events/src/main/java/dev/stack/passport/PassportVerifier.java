// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.CompactJws.Opened.Refused;
import dev.stack.passport.CompactJws.Opened.Signed;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a text is a passport, without asking anyone (RFC 8725 throughout). Algorithm and key type are fixed, the
 * header is a closed list, and a passport has exactly one spelling. What only the server knows, revocation above all, is
 * not seen here; {@link dev.stack.verifier.OfflineVerifier} adds what it publishes of that.
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
        return switch (PassportCodec.FORM.open(token, keys, ed25519)) {
            case Refused(Rejection reason) -> new Rejected(reason);
            case Signed signed -> claims(signed, forgiven);
        };
    }

    /** Makes every check whatever the others found, so that no answer comes sooner than another. */
    private Verification claims(Signed signed, Set<Rejection> forgiven) {
        JsonObject members = signed.claims();
        EnumSet<Rejection> faults = EnumSet.noneOf(Rejection.class);
        note(faults, Rejection.ISS, text(members, "iss").equals(Optional.of(issuer)));
        note(faults, Rejection.AUD, text(members, "aud").equals(Optional.of(PassportClaims.AUDIENCE)));
        note(
                faults,
                Rejection.JTI,
                text(members, "jti").filter(PassportVerifier::isId).isPresent());
        Optional<PassportClaims> claims = read(members);
        note(faults, Rejection.CLAIMS, signed.asWritten() && claims.isPresent());
        claims.ifPresent(read -> noteTimes(faults, read.validity()));
        faults.removeAll(forgiven);
        return claims.isPresent() && faults.isEmpty()
                ? new Verified(claims.get(), signed.kid())
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

// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.Ed25519;
import dev.stack.passport.Jwks;
import dev.stack.passport.JwsParts;
import dev.stack.passport.JwsParts.Reading.Read;
import dev.stack.passport.JwsParts.Reading.Unfit;
import dev.stack.passport.PublicKey;
import dev.stack.passport.Rejection;
import dev.stack.passport.Thumbprint;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.vocabulary.Refusal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a text is a proof that the sender of one request has a private key (DPoP, RFC 9449, section 4.3). With
 * it a service that receives key-bound passports tells their holder from whoever copied them:
 *
 * <pre>{@code
 * var possession = new PossessionVerifier(Clock.systemUTC(), ed25519);
 * var seen = new SeenProofs(100_000, Clock.systemUTC());
 * // token is a passport that an OfflineVerifier accepted, with claims.confirmation() not null
 * switch (possession.verify(request.header("DPoP"), request.method(), uri, token)) {
 *     case Good<PossessionProof>(PossessionProof proof)
 *     when proof.thumbprint().equals(claims.confirmation()) && seen.first(proof) -> serve(claims.agent());
 *     default -> refuse();
 * }
 * }</pre>
 *
 * The target must be what the client calls, from configuration, never from the {@code Host} header.
 */
public final class PossessionVerifier {

    private static final int LENGTH_MAX = 4 << 10;
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "jwk");
    private static final StrictJson CLAIMS = new StrictJson(Limits.TOKEN);

    private final Clock clock;
    private final Ed25519 ed25519;

    /** A verifier; thread-safe. */
    public PossessionVerifier(Clock clock, Ed25519 ed25519) {
        this.clock = clock;
        this.ed25519 = ed25519;
    }

    /**
     * Checks a proof that came with a token.
     *
     * @param method of the request, compared exactly
     * @param target what was called, without query and fragment
     * @param token the passport the request was made with: the proof names it in {@code ath}
     */
    public Checked<PossessionProof> verify(String proof, String method, URI target, String token) {
        return check(proof, method, target, Optional.of(Thumbprint.sha256(token)));
    }

    /** Checks a proof of a request that asks for a token and brings none. */
    public Checked<PossessionProof> verify(String proof, String method, URI target) {
        return check(proof, method, target, Optional.empty());
    }

    private Checked<PossessionProof> check(String proof, String method, URI target, Optional<String> ath) {
        return switch (JwsParts.read(proof, LENGTH_MAX)) {
            case Unfit(Rejection reason) -> new Bad<>(reason);
            case Read(JwsParts parts) -> check(parts, method, target, ath);
        };
    }

    private Checked<PossessionProof> check(JwsParts parts, String method, URI target, Optional<String> ath) {
        if (!parts.header("alg").equals(Optional.of("EdDSA"))) {
            return new Bad<>(Rejection.ALG);
        }
        if (!parts.header().members().keySet().equals(HEADER_MEMBERS)) {
            return new Bad<>(Rejection.HEADER);
        }
        if (!parts.header("typ").equals(Optional.of("dpop+jwt"))) {
            return new Bad<>(Rejection.TYP);
        }
        Optional<PublicKey> key = key(parts.header());
        if (key.isEmpty()) {
            return new Bad<>(Rejection.KID);
        }
        if (!parts.isSignedBy(key.get(), ed25519)) {
            return new Bad<>(Rejection.SIGNATURE);
        }
        return parts.claims(CLAIMS)
                .map(members -> claims(new SignedClaims(members), key.get(), method, target, ath))
                .orElseGet(() -> new Bad<>(Rejection.JSON));
    }

    private Checked<PossessionProof> claims(
            SignedClaims claims, PublicKey key, String method, URI target, Optional<String> ath) {
        Optional<String> jti = claims.jti();
        if (jti.isEmpty()) {
            return new Bad<>(Rejection.JTI);
        }
        boolean sameRequest = claims.text("htm").equals(Optional.of(method))
                && claims.text("htu").filter(htu -> TargetUri.same(htu, target)).isPresent();
        if (!sameRequest) {
            return new Bad<>(Rejection.AUD);
        }
        if (!claims.text("ath").equals(ath)) {
            return new Bad<>(Rejection.CLAIMS);
        }
        Optional<Instant> issuedAt = claims.time("iat");
        if (issuedAt.isEmpty()) {
            return new Bad<>(Rejection.CLAIMS);
        }
        Instant now = clock.instant();
        if (issuedAt.get().isAfter(now.plus(SignedClaims.SKEW))) {
            return new Bad<>(Rejection.NBF);
        }
        Instant over = issuedAt.get().plus(SignedClaims.LIFE_MAX);
        return now.isAfter(over)
                ? new Bad<>(Rejection.EXP)
                : new Good<>(new PossessionProof(Thumbprint.of(key), jti.get(), over.plusSeconds(1)));
    }

    private static Optional<PublicKey> key(JsonObject header) {
        try {
            return Members.of(header).object("jwk").map(Jwks::parseKey);
        } catch (Refusal unfit) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.Ed25519;
import dev.stack.passport.JwsParts;
import dev.stack.passport.JwsParts.Reading.Read;
import dev.stack.passport.JwsParts.Reading.Unfit;
import dev.stack.passport.PublicKey;
import dev.stack.passport.Rejection;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides whether a text is what an agent signs for one request: a JWT by one of its keys, which are found by {@code sub},
 * for {@code stack:agent}, with a {@code jti}, good for a minute at most (contract 2.3). Whether it came before is not seen
 * here.
 */
public final class AgentTokenVerifier {

    /** {@code aud} of every token. */
    public static final String AUDIENCE = "stack:agent";

    private static final int LENGTH_MAX = 2 << 10;
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");
    private static final StrictJson CLAIMS = new StrictJson(Limits.TOKEN);

    private final Clock clock;
    private final Ed25519 ed25519;

    /** A verifier; thread-safe. */
    public AgentTokenVerifier(Clock clock, Ed25519 ed25519) {
        this.clock = clock;
        this.ed25519 = ed25519;
    }

    /**
     * Checks everything the text itself can prove.
     *
     * @param keys the live keys of an agent by their thumbprints; none for one that is not known
     */
    public Checked<AgentToken> verify(String text, Function<AgentId, Map<String, PublicKey>> keys) {
        return switch (JwsParts.read(text, LENGTH_MAX)) {
            case Unfit(Rejection reason) -> new Bad<>(reason);
            case Read(JwsParts parts) -> verify(parts, keys);
        };
    }

    private Checked<AgentToken> verify(JwsParts parts, Function<AgentId, Map<String, PublicKey>> keys) {
        if (!parts.header("alg").equals(Optional.of("EdDSA"))) {
            return new Bad<>(Rejection.ALG);
        }
        if (!HEADER_MEMBERS.containsAll(parts.header().members().keySet())) {
            return new Bad<>(Rejection.HEADER);
        }
        if (!parts.header("typ").equals(Optional.of("JWT"))) {
            return new Bad<>(Rejection.TYP);
        }
        Optional<JsonObject> members = parts.claims(CLAIMS);
        if (members.isEmpty()) {
            return new Bad<>(Rejection.JSON);
        }
        var claims = new SignedClaims(members.get());
        Optional<AgentId> agent = claims.text("sub").flatMap(AgentTokenVerifier::agent);
        if (agent.isEmpty()) {
            return new Bad<>(Rejection.CLAIMS);
        }
        return keys.apply(agent.get()).entrySet().stream()
                .filter(key -> parts.isSignedBy(key.getValue(), ed25519))
                .findFirst()
                .map(key -> claims(claims, agent.get(), key.getKey()))
                .orElseGet(() -> new Bad<>(Rejection.SIGNATURE));
    }

    private Checked<AgentToken> claims(SignedClaims claims, AgentId agent, String thumbprint) {
        if (!claims.text("aud").equals(Optional.of(AUDIENCE))) {
            return new Bad<>(Rejection.AUD);
        }
        Optional<String> jti = claims.jti();
        if (jti.isEmpty()) {
            return new Bad<>(Rejection.JTI);
        }
        Optional<Instant> issuedAt = claims.time("iat");
        Optional<Instant> expiresAt = claims.time("exp");
        Optional<Instant> notBefore = claims.has("nbf") ? claims.time("nbf") : issuedAt;
        if (issuedAt.isEmpty() || expiresAt.isEmpty() || notBefore.isEmpty()) {
            return new Bad<>(Rejection.CLAIMS);
        }
        if (expiresAt.get().isAfter(issuedAt.get().plus(SignedClaims.LIFE_MAX))) {
            return new Bad<>(Rejection.CLAIMS);
        }
        Instant now = clock.instant();
        Instant latestStart = now.plus(SignedClaims.SKEW);
        if (issuedAt.get().isAfter(latestStart) || notBefore.get().isAfter(latestStart)) {
            return new Bad<>(Rejection.NBF);
        }
        Instant over = expiresAt.get().plus(SignedClaims.SKEW);
        return now.isBefore(over)
                ? new Good<>(new AgentToken(agent, thumbprint, jti.get(), over))
                : new Bad<>(Rejection.EXP);
    }

    private static Optional<AgentId> agent(String text) {
        try {
            return Optional.of(new AgentId(text));
        } catch (Refusal unfit) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.PassportTerms;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.passport.DelegationHop;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportCodec;
import dev.stack.passport.SigningKey;
import dev.stack.passport.StatedIntent;
import dev.stack.passport.StatusReference;
import dev.stack.passport.Validity;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Makes the signed form of a passport from what the ledger holds of it. No token is ever stored. */
@Component
final class TokenMaker {

    private final Supplier<SigningKey> keys;
    private final String issuer;

    @Autowired
    TokenMaker(SigningKeys keys, PassportProperties properties) {
        this(keys::current, properties.issuer().toString());
    }

    /** Signs with the key that {@code keys} gives at that moment. */
    TokenMaker(Supplier<SigningKey> keys, String issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** Which key signs now. */
    SigningKey currentKey() {
        return keys.get();
    }

    /** The passport as it stands, signed now with its stored expiry. */
    String sign(Passport passport, Instant now) {
        return sign(
                passport.operator(),
                passport.jti(),
                passport.agent(),
                passport.mission(),
                passport.terms(),
                Validity.signedAt(now, passport.expiresAt()),
                keys.get());
    }

    /** A passport about to be issued. */
    String sign(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            PassportTerms terms,
            Validity validity,
            SigningKey key) {
        var claims = new PassportClaims(
                jti,
                operator,
                agent,
                terms.agentName(),
                mission,
                terms.session(),
                issuer,
                validity,
                terms.accountability(),
                new JsonArray(List.copyOf(terms.services())),
                new JsonArray(List.of()),
                intent(terms),
                Duration.ofSeconds(terms.checkpointIntervalSeconds()),
                chain(operator, terms),
                status(terms),
                terms.confirmation());
        return PassportCodec.encode(claims, key);
    }

    private static List<DelegationHop> chain(OperatorId operator, PassportTerms terms) {
        return terms.lineage() == null
                ? List.of()
                : terms.lineage().ancestors().stream()
                        .map(hop -> new DelegationHop(hop.jti(), hop.agent(), operator))
                        .toList();
    }

    private @Nullable StatusReference status(PassportTerms terms) {
        return terms.status() == null
                ? null
                : new StatusReference(
                        terms.status().index(),
                        issuer + "/v1/status-lists/" + terms.status().list());
    }

    private static @Nullable StatedIntent intent(PassportTerms terms) {
        if (terms.intentSummary() == null) {
            return null;
        }
        return new StatedIntent(
                terms.intentSummary(),
                terms.intentServices(),
                terms.willDelegate(),
                terms.estimatedDurationSeconds() == null ? null : Duration.ofSeconds(terms.estimatedDurationSeconds()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.agentkey.SpentProofs.Kind;
import dev.stack.command.agentkey.SpentProofs.Spending;
import dev.stack.command.passport.PassportProperties;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Ed25519;
import dev.stack.passport.PassportClaims;
import dev.stack.possession.PossessionProof;
import dev.stack.possession.PossessionVerifier;
import dev.stack.possession.Presentations;
import dev.stack.possession.SentProofs;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Presentation;
import dev.stack.vocabulary.Refusal;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Checks proofs of possession against the live keys of agents, each once. */
@Component
final class StoredPresentations implements Presentations {

    private final PossessionVerifier verifier;
    private final SpentProofs spent;
    private final AgentKeyProperties properties;
    private final PassportProperties passports;

    StoredPresentations(
            SpentProofs spent,
            AgentKeyProperties properties,
            PassportProperties passports,
            Clock clock,
            Ed25519 ed25519) {
        this.verifier = new PossessionVerifier(clock, ed25519);
        this.spent = spent;
        this.properties = properties;
        this.passports = passports;
    }

    @Override
    public Presentation of(PassportClaims claims, String token, SentProofs sent) {
        if (claims.confirmation() == null) {
            return Presentation.BEARER;
        }
        PossessionProof proof = good(verifier.verify(only(sent), sent.method(), target(sent), token));
        if (!proof.thumbprint().equals(claims.confirmation())) {
            throw anotherKey("key");
        }
        spend(claims.agent(), proof);
        return Presentation.DPOP;
    }

    @Override
    public String provedKey(AgentId agent, SentProofs sent) {
        return proved(agent, verifier.verify(only(sent), sent.method(), target(sent)));
    }

    @Override
    public String provedKey(AgentId agent, String token, SentProofs sent) {
        return proved(agent, verifier.verify(only(sent), sent.method(), target(sent), token));
    }

    private String proved(AgentId agent, Checked<PossessionProof> checked) {
        PossessionProof proof = good(checked);
        spend(agent, proof);
        return proof.thumbprint();
    }

    private void spend(AgentId agent, PossessionProof proof) {
        switch (spent.spend(Kind.POSSESSION_PROOF, agent, proof.thumbprint(), proof.jti(), proof.forgettableAt())) {
            case Spending.First _ -> {
                // It counts now.
            }
            case Spending.Again _ ->
                throw refused(
                        "proof_replayed",
                        "The proof of possession was used before. Sign a new one per request.",
                        "jti");
            case Spending.NoSuchKey _ -> throw anotherKey("key_ended");
        }
    }

    private static PossessionProof good(Checked<PossessionProof> checked) {
        return switch (checked) {
            case Good<PossessionProof>(PossessionProof proof) -> proof;
            case Bad<PossessionProof> bad ->
                throw refused(
                        "proof_invalid",
                        "The proof of possession is not one of this request (RFC 9449, section 4.3). Sign htm, htu, a new"
                                + " jti, iat and, where a token is sent, its ath, within the last 60 s.",
                        bad.reason().wire());
        };
    }

    private static String only(SentProofs sent) {
        if (sent.areNone()) {
            throw refused(
                    "proof_missing",
                    "The passport is bound to a key of its agent. Send the header DPoP with a proof by that key.",
                    "missing");
        }
        if (sent.proofs().size() > 1) {
            throw refused("proof_invalid", "The request has two DPoP headers. Send exactly one.", "place");
        }
        return sent.proofs().getFirst();
    }

    private URI target(SentProofs sent) {
        return properties.target(sent.path(), passports);
    }

    private static Refusal anotherKey(String finding) {
        return refused(
                "proof_of_another_key",
                "The proof of possession is by another key than is asked for: use the agent's own live key, and the one the"
                        + " passport is bound to.",
                finding);
    }

    private static Refusal refused(String reason, String message, String finding) {
        return new Refusal(ErrorCode.UNAUTHORIZED, message, Map.of("reason", new JsonString(reason)))
                .because(reason + " " + finding);
    }
}

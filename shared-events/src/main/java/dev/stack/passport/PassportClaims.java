// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a passport says (docs/adr/0005-passport-format.md). References only: no credential, no personal data.
 *
 * @param jti the passport's id
 * @param operator {@code stk.operator_id}, whose agent acts
 * @param agent {@code sub} and {@code stk.agent_id}
 * @param agentName {@code stk.agent_name}, for people
 * @param mission the one member of {@code stk.mission_ids}
 * @param session {@code stk.session_id}, shared by everything delegated or refreshed from one root
 * @param issuer {@code iss}, exactly as verifiers must compare it
 * @param validity {@code iat}, {@code nbf} and {@code exp}
 * @param accountability the mode that holds
 * @param services {@code stk.services}, one ServiceScope object each; empty for an identity-only passport
 * @param identityClaims {@code stk.identity_claims}, references to verified claims
 * @param intent what was declared, or null where the mode asks for nothing
 * @param checkpointInterval {@code stk.checkpoint_interval}, whole seconds on the wire
 * @param chain {@code stk.delegation_chain}, from the root to the parent; empty for a root
 * @param status where to look for revocation offline, or null
 * @param confirmation {@code cnf.jkt} (RFC 9449, section 6.1): thumbprint of the key whose possession whoever presents it
 *     must prove, or null for one that whoever holds it may use
 */
public record PassportClaims(
        Jti jti,
        OperatorId operator,
        AgentId agent,
        String agentName,
        MissionId mission,
        SessionId session,
        String issuer,
        Validity validity,
        AccountabilityMode accountability,
        JsonArray services,
        JsonArray identityClaims,
        @Nullable StatedIntent intent,
        Duration checkpointInterval,
        List<DelegationHop> chain,
        @Nullable StatusReference status,
        @Nullable String confirmation) {

    /** {@code aud} of every passport. */
    public static final String AUDIENCE = "stack:passport";

    /** Most hops between a root and a passport. */
    public static final int HOPS_MAX = 4;

    public PassportClaims {
        chain = List.copyOf(chain);
        requireObjects(services);
        requireObjects(identityClaims);
        if (checkpointInterval.isNegative()) {
            throw new IllegalArgumentException("checkpointInterval is negative");
        }
        if (chain.size() > HOPS_MAX) {
            throw new Refusal(
                    ErrorCode.DELEGATION_DEPTH_EXCEEDED,
                    "A passport may be passed on " + HOPS_MAX + " times at most; delegate from a nearer ancestor.");
        }
    }

    /** {@code stk.delegation_depth}: 0 for a root, one more per hop. */
    public int delegationDepth() {
        return chain.size();
    }

    /** The parent of a delegated passport. */
    public Optional<Jti> parent() {
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast().jti());
    }

    /** The same passport with new times, to be signed again. */
    public PassportClaims with(Validity renewed) {
        return new PassportClaims(
                jti,
                operator,
                agent,
                agentName,
                mission,
                session,
                issuer,
                renewed,
                accountability,
                services,
                identityClaims,
                intent,
                checkpointInterval,
                chain,
                status,
                confirmation);
    }

    /** The claims set (RFC 7519, section 4). Equal claims give equal text: members stand in one fixed order. */
    public JsonObject toJson() {
        return ClaimsJson.write(this);
    }

    /**
     * Reads a claims set back. Every member this version knows must be there, of its type and consistent with the
     * others; members it does not know are left aside.
     *
     * @throws Refusal naming the member that does not fit
     */
    public static PassportClaims fromJson(JsonObject claims) {
        return ClaimsJson.read(claims);
    }

    private static void requireObjects(JsonArray array) {
        for (JsonValue item : array.items()) {
            if (!(item instanceof JsonObject)) {
                throw new IllegalArgumentException("services and identity claims are objects");
            }
        }
    }
}

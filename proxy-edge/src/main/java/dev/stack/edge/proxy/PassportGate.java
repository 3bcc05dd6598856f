// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.PassportState;
import dev.stack.call.PassportStates;
import dev.stack.edge.proxy.VerifiedTokens.Token;
import dev.stack.passport.DelegationHop;
import dev.stack.passport.PassportClaims;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Lets live passports in: what the token proves, and what the store says of it now. */
final class PassportGate {

    private final VerifiedTokens tokens;
    private final PassportStates states;
    private final Clock clock;

    PassportGate(VerifiedTokens tokens, PassportStates states, Clock clock) {
        this.tokens = tokens;
        this.states = states;
        this.clock = clock;
    }

    /** What the token says, if it is one of the caller's operator; not yet whether it still holds. */
    Token prove(String text, Caller caller) {
        Token token = tokens.verify(text);
        if (!token.claims().operator().equals(caller.operator())) {
            throw VerifiedTokens.refused("operator");
        }
        return token;
    }

    /** The state of a passport that is neither over nor changed hands; {@code UNAUTHORIZED} or more precise otherwise. */
    PassportState requireLive(PassportClaims claims) {
        return requireLive(claims, state(claims));
    }

    /** What the store says of the passport now. */
    Optional<PassportState> state(PassportClaims claims) {
        return states.find(claims.jti());
    }

    /** The same, of what was found in the store. */
    PassportState requireLive(PassportClaims claims, Optional<PassportState> found) {
        PassportState state = found.orElseThrow(() -> unknown(claims));
        boolean same = state.operator().equals(claims.operator())
                && state.agent().equals(claims.agent())
                && state.mission().equals(claims.mission());
        if (!same) {
            throw VerifiedTokens.refused("jti");
        }
        if (!claims.chain().stream().map(DelegationHop::jti).toList().equals(state.chain())) {
            throw VerifiedTokens.refused("chain");
        }
        requireInForce(claims, state, "");
        Instant now = clock.instant();
        if (state.supersededUntil() != null && !now.isBefore(state.supersededUntil())) {
            throw revoked(claims, "was refreshed and its successor has taken over", "superseded");
        }
        if (!now.isBefore(state.expiresAt())) {
            throw expired(claims);
        }
        return state;
    }

    /** Once more when the answer is there: a passport that merely expired meanwhile still gets what it asked for. */
    void requireLiveAtEnd(PassportClaims claims) {
        PassportState state = states.find(claims.jti()).orElseThrow(() -> unknown(claims));
        requireInForce(claims, state, " during the call; its answer is withheld");
    }

    private static void requireInForce(PassportClaims claims, PassportState state, String when) {
        if (state.revoked()) {
            throw revoked(claims, "was revoked" + when, "revoked");
        }
        if (state.orphaned()) {
            throw revoked(claims, "lost the passport it was delegated from" + when, "parent");
        }
        if (state.frozen()) {
            throw new Refusal(
                            ErrorCode.PASSPORT_REVOKED,
                            "All passports of this operator are frozen" + when
                                    + ". Nothing works until it is lifted with POST /v1/operators/me/thaw.")
                    .because("frozen");
        }
    }

    /** Whether the mission is reported, and nothing more may be done with this passport. */
    static boolean isOver(PassportClaims claims, PassportState state) {
        return state.checkedOut() && claims.accountability() == AccountabilityMode.ENFORCED;
    }

    /** Long expired ones are forgotten; a token of ours that nobody remembers proves nothing. */
    private Refusal unknown(PassportClaims claims) {
        return clock.instant().isBefore(claims.validity().expiresAt())
                ? VerifiedTokens.refused("unknown")
                : expired(claims);
    }

    private static Refusal revoked(PassportClaims claims, String how, String finding) {
        return new Refusal(
                        ErrorCode.PASSPORT_REVOKED,
                        "Passport " + claims.jti() + " " + how + ". Issue another one if the agent may go on.")
                .because(finding);
    }

    private static Refusal expired(PassportClaims claims) {
        return new Refusal(
                ErrorCode.PASSPORT_EXPIRED,
                "Passport " + claims.jti() + " has expired. Refresh it, or issue another one.");
    }
}

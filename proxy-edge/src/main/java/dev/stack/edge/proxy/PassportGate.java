// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.PassportState;
import dev.stack.call.PassportStates;
import dev.stack.edge.proxy.VerifiedTokens.Token;
import dev.stack.edge.revocation.LocalRevocations;
import dev.stack.passport.DelegationHop;
import dev.stack.passport.PassportClaims;
import dev.stack.possession.Presentations;
import dev.stack.revocation.RevocationSet.Verdict;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Presentation;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Lets live passports in: what the token proves, what is revoked as far as this edge knows, and what the store says now. */
final class PassportGate {

    private static final String AT_END = " during the call; its answer is withheld";

    private final VerifiedTokens tokens;
    private final Presentations presentations;
    private final PassportStates states;
    private final LocalRevocations revocations;
    private final Clock clock;

    PassportGate(
            VerifiedTokens tokens,
            Presentations presentations,
            PassportStates states,
            LocalRevocations revocations,
            Clock clock) {
        this.tokens = tokens;
        this.presentations = presentations;
        this.states = states;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** What the token says, if it is one of the caller's operator; not yet whether it still holds. */
    Token prove(String text, Caller caller) {
        Token token = tokens.verify(text);
        if (!token.claims().operator().equals(caller.operator())) {
            throw VerifiedTokens.refused("operator");
        }
        caller.requireMayActAs(token.claims().agent());
        return token;
    }

    /** How the passport is presented; once for a request, since a proof counts once. */
    Presentation presentation(PassportClaims claims, Incoming incoming) {
        return presentations.of(claims, incoming.passport(), incoming.sent());
    }

    /** Looks into this edge's own set alone; {@code UNAVAILABLE} while that cannot be trusted. */
    void requireNotRevoked(PassportClaims claims) {
        revocations.requireFresh();
        switch (revocations.look(claims.operator(), claims.jti())) {
            case REVOKED -> throw revoked(claims, "was revoked", "revoked");
            case FROZEN -> throw frozen(claims);
            case LIVE -> {
                // As far as this edge knows; the store has the last word.
            }
        }
    }

    /** The state of a passport that is neither over nor changed hands; {@code UNAUTHORIZED} or more precise otherwise. */
    PassportState requireLive(PassportClaims claims) {
        requireNotRevoked(claims);
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

    /** Whether this edge's own set can be asked instead of the store. */
    boolean vouches() {
        return revocations.isFresh();
    }

    /** Once more when the answer is there: a passport that merely expired meanwhile still gets what it asked for. */
    void requireLiveAtEnd(PassportClaims claims) {
        requireNotRevokedAtEnd(claims);
        PassportState state = states.find(claims.jti()).orElseThrow(() -> unknown(claims));
        requireInForce(claims, state, AT_END);
    }

    private static void requireInForce(PassportClaims claims, PassportState state, String when) {
        if (state.revoked()) {
            throw revoked(claims, "was revoked" + when, "revoked");
        }
        if (state.orphaned()) {
            throw revoked(claims, "lost the passport it was delegated from" + when, "parent");
        }
        if (state.frozen()) {
            throw frozen(claims);
        }
    }

    /** The same, as far as this edge knows. */
    void requireNotRevokedAtEnd(PassportClaims claims) {
        switch (revocations.look(claims.operator(), claims.jti())) {
            case REVOKED -> throw revoked(claims, "was revoked" + AT_END, "revoked");
            case FROZEN -> throw frozen(claims);
            case LIVE -> {
                // As far as this edge knows.
            }
        }
    }

    /** Calls {@code cut}, which must be quick, once this edge learns that the passport is revoked; returns how to stop that. */
    Runnable onRevoked(PassportClaims claims, Runnable cut) {
        return revocations.onChange(() -> {
            if (revocations.look(claims.operator(), claims.jti()) != Verdict.LIVE) {
                cut.run();
            }
        });
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

    private static Refusal frozen(PassportClaims claims) {
        return new Refusal(
                        ErrorCode.PASSPORT_REVOKED,
                        "Passport " + claims.jti() + " is frozen, as are all of its operator."
                                + " It works again after POST /v1/operators/me/thaw, if it has not expired.")
                .because("frozen");
    }

    private static Refusal expired(PassportClaims claims) {
        return new Refusal(
                ErrorCode.PASSPORT_EXPIRED,
                "Passport " + claims.jti() + " has expired. Refresh it, or issue another one.");
    }
}

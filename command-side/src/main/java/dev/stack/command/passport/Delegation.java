// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.agent.Agent;
import dev.stack.command.mission.Mission;
import dev.stack.command.mission.Missions;
import dev.stack.events.Lineage;
import dev.stack.events.PassportEvent.PassportDelegated;
import dev.stack.events.PassportTerms;
import dev.stack.json.Members;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.SigningKey;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Passes a passport's authority on: to another agent of the operator, for less and for no longer. The decision rests on
 * the parent as it is when the child is recorded, so that no revocation can be overtaken.
 */
@Component
final class Delegation {

    private final OnlineVerification verification;
    private final Passports passports;
    private final Ancestors ancestors;
    private final AgentStates agents;
    private final Missions missions;
    private final BorrowedScopes scopes;
    private final DelegationFindings findings;
    private final Births births;
    private final TokenMaker tokens;
    private final StatusSlots slots;
    private final Clock clock;

    Delegation(
            OnlineVerification verification,
            Passports passports,
            Ancestors ancestors,
            AgentStates agents,
            Missions missions,
            BorrowedScopes scopes,
            DelegationFindings findings,
            Births births,
            TokenMaker tokens,
            StatusSlots slots,
            Clock clock) {
        this.verification = verification;
        this.passports = passports;
        this.ancestors = ancestors;
        this.agents = agents;
        this.missions = missions;
        this.scopes = scopes;
        this.findings = findings;
        this.births = births;
        this.tokens = tokens;
        this.slots = slots;
        this.clock = clock;
    }

    /** The child; what forbids it is told in a fixed order. */
    IssuedPassport delegate(DelegatePassport command) {
        Caller caller = command.caller();
        DelegateRequest request = command.request();
        Instant now = clock.instant();
        Passport parent = parent(request.parent(), caller);
        caller.requireMayActAs(parent.agent());
        parent.requireLive(now);
        parent.requireNotCheckedOut();
        ancestors.requireStanding(parent);
        requireShort(parent);
        Agent child = agents.decisive(request.child(), caller);
        requireNoCycle(parent, child.id());
        child.requireMayHoldPassports();
        requireBound(parent, request);
        child.requireBindable(request.confirmation());
        Mission mission = missions.decisive(parent.mission(), caller);
        mission.requireOpen(now);
        AccountabilityMode mode =
                Objects.requireNonNullElse(request.mode(), child.settings().accountability());
        DelegationFindings.requireNoDowngrade(parent, child, mode);
        findings.noteUndeclared(parent, caller);
        List<String> warnings = new ArrayList<>();
        List<ServiceScope> services = scopes.choose(held(parent), request.body(), warnings);
        ancestors.requireRoomFor(parent.lineage().family(), now);
        SigningKey key = tokens.currentKey();
        PassportTerms terms = terms(parent, command.jti(), child, mode, request, services, key, now);
        var first = new PassportDelegated(caller.operator(), command.jti(), child.id(), parent.mission(), terms);
        return births.begin(first, terms, key, warnings);
    }

    /** Another operator's passport is not there for the caller, well signed as its token may be. */
    private Passport parent(String token, Caller caller) {
        PassportClaims claims = verification.requireOurs(token);
        Passport parent = passports
                .decisive(claims.jti(), caller)
                .orElseThrow(() -> Refusal.notFound("Passport", claims.jti().value()));
        OnlineVerification.requireChain(claims, parent);
        return parent;
    }

    private PassportTerms terms(
            Passport parent,
            Jti jti,
            Agent child,
            AccountabilityMode mode,
            DelegateRequest request,
            List<ServiceScope> services,
            SigningKey key,
            Instant now) {
        PassportTerms lent = parent.terms();
        EffectiveIntent intent = EffectiveIntent.borrowed(request.intent(), lent);
        intent.requireFor(mode, child.id());
        int ttl = Objects.requireNonNullElse(request.ttlSeconds(), lent.ttlSeconds());
        int interval =
                Objects.requireNonNullElse(request.checkpointIntervalSeconds(), lent.checkpointIntervalSeconds());
        return new PassportTerms(
                child.settings().name(),
                lent.session(),
                mode,
                services.stream().map(ServiceScope::toJson).toList(),
                intent.summary(),
                intent.services(),
                intent.willDelegate(),
                intent.estimatedDurationSeconds(),
                ttl,
                interval,
                lent.missionExpiresAt(),
                now,
                Life.end(mode, ttl, interval, now, parent.expiresAt()),
                key.kid(),
                parent.lineage().child(jti, parent.jti(), parent.agent()),
                slots.draw(),
                lent.identityClaims(),
                request.confirmation());
    }

    private static List<ServiceScope> held(Passport parent) {
        return parent.terms().services().stream()
                .map(service -> ServiceScope.fromJson(Members.of(service)))
                .toList();
    }

    /** Borrowed authority is no easier to use than what it is borrowed from. */
    private static void requireBound(Passport parent, DelegateRequest request) {
        if (parent.terms().confirmation() != null && request.confirmation() == null) {
            throw Refusal.invalid(
                    "Passport " + parent.jti() + " is bound to a key, so what is delegated from it must be as"
                            + " well. Send confirmation with the thumbprint of a live key of the child agent.");
        }
    }

    /** Counted by what the store says, whatever a token says. */
    private static void requireShort(Passport parent) {
        if (parent.lineage().depth() >= PassportClaims.HOPS_MAX) {
            throw new Refusal(
                    ErrorCode.DELEGATION_DEPTH_EXCEEDED,
                    "Passport " + parent.jti() + " is " + PassportClaims.HOPS_MAX
                            + " hops from its root already, and may not be passed on. Delegate from a nearer ancestor.");
        }
    }

    private static void requireNoCycle(Passport parent, AgentId child) {
        boolean inChain = parent.agent().equals(child)
                || parent.lineage().ancestors().stream()
                        .map(Lineage.Ancestor::agent)
                        .anyMatch(child::equals);
        if (inChain) {
            throw Refusal.invalid(
                    "Agent " + child
                            + " holds a passport of this chain already, so nothing can be delegated to it. Name another agent.");
        }
    }
}

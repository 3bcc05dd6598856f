// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.agent.Agent;
import dev.stack.command.mission.Mission;
import dev.stack.command.mission.Missions;
import dev.stack.events.Lineage;
import dev.stack.events.PassportEvent.PassportIssued;
import dev.stack.events.PassportEvent.PassportRefreshed;
import dev.stack.events.PassportTerms;
import dev.stack.passport.SigningKey;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.ServiceScope;
import dev.stack.vocabulary.SessionId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Issues passports: checks in a fixed order whether one may be issued and how far it reaches, signs it and records it. A
 * passport always belongs to a mission and never outlives it; where none is named, one is opened in the same transaction.
 */
@Component
public class Issuance {

    private final Births births;
    private final AgentStates agents;
    private final Missions missions;
    private final ScopeChoice scopes;
    private final TokenMaker tokens;
    private final StatusSlots slots;
    private final SecureRandom random;
    private final Clock clock;

    Issuance(
            Births births,
            AgentStates agents,
            Missions missions,
            ScopeChoice scopes,
            TokenMaker tokens,
            StatusSlots slots,
            SecureRandom random,
            Clock clock) {
        this.births = births;
        this.agents = agents;
        this.missions = missions;
        this.scopes = scopes;
        this.tokens = tokens;
        this.slots = slots;
        this.random = random;
        this.clock = clock;
    }

    /** A root passport. */
    public IssuedPassport issue(Jti jti, IssueRequest request, Caller caller) {
        caller.requireMayActAs(request.agent());
        Agent agent = agents.decisive(request.agent(), caller);
        agent.requireMayHoldPassports();
        Mission mission = request.mission() == null ? null : missions.decisive(request.mission(), caller);
        return issue(jti, request, caller, agent, mission);
    }

    /** A root passport in a mission that was opened in this very transaction. */
    public IssuedPassport issueIn(Mission opened, Jti jti, IssueRequest request, Caller caller) {
        caller.requireMayActAs(request.agent());
        Agent agent = agents.decisive(request.agent(), caller);
        agent.requireMayHoldPassports();
        return issue(jti, request, caller, agent, opened);
    }

    private IssuedPassport issue(Jti jti, IssueRequest request, Caller caller, Agent agent, @Nullable Mission mission) {
        Instant now = clock.instant();
        agent.requireBindable(request.confirmation());
        if (mission != null) {
            mission.requireOpenFor(agent.id(), now);
        }
        List<String> warnings = new ArrayList<>();
        AccountabilityMode mode = mode(request, agent, warnings);
        EffectiveIntent intent = EffectiveIntent.of(request.intent(), mission);
        intent.requireFor(mode, agent.id());
        List<ServiceScope> services = scopes.choose(agent.allowedGrants(), request.body(), warnings);
        if (services.isEmpty()) {
            warnings.add("No service is granted to this agent: the passport proves identity only.");
        }
        Mission bound = mission != null
                ? mission
                : missions.openImplicit(agent.id(), intent.summary(), intent.services(), caller, now);
        SigningKey key = tokens.currentKey();
        var terms = new PassportTerms(
                agent.settings().name(),
                SessionId.mint(random),
                mode,
                services.stream().map(ServiceScope::toJson).toList(),
                intent.summary(),
                intent.services(),
                intent.willDelegate(),
                intent.estimatedDurationSeconds(),
                request.ttlSeconds(),
                request.checkpointIntervalSeconds(),
                bound.terms().expiresAt(),
                now,
                Life.end(
                        mode,
                        request.ttlSeconds(),
                        request.checkpointIntervalSeconds(),
                        now,
                        bound.terms().expiresAt()),
                key.kid(),
                Lineage.root(jti),
                slots.draw(),
                List.of(),
                request.confirmation());
        var first = new PassportIssued(caller.operator(), jti, agent.id(), bound.id(), terms);
        return births.begin(first, terms, key, warnings);
    }

    /**
     * The next passport of a session, which does not live past {@code latest}: mission, scope, intent and interval stay, the
     * life begins anew. One that is bound to a key stays bound to it; {@code proved} binds one that was not.
     */
    IssuedPassport refresh(
            Passport old,
            Jti next,
            @Nullable Integer ttlSeconds,
            @Nullable String proved,
            Agent agent,
            Instant latest,
            Caller caller) {
        Instant now = clock.instant();
        PassportTerms before = old.terms();
        String confirmation = before.confirmation() == null ? proved : before.confirmation();
        agent.requireBindable(confirmation);
        int ttl = ttlSeconds == null ? before.ttlSeconds() : ttlSeconds;
        SigningKey key = tokens.currentKey();
        var terms = new PassportTerms(
                agent.settings().name(),
                before.session(),
                before.accountability(),
                before.services(),
                before.intentSummary(),
                before.intentServices(),
                before.willDelegate(),
                before.estimatedDurationSeconds(),
                ttl,
                before.checkpointIntervalSeconds(),
                before.missionExpiresAt(),
                now,
                Life.end(before.accountability(), ttl, before.checkpointIntervalSeconds(), now, latest),
                key.kid(),
                old.lineage(),
                slots.draw(),
                before.identityClaims(),
                confirmation);
        var first = new PassportRefreshed(caller.operator(), next, agent.id(), old.mission(), old.jti(), terms);
        return births.begin(first, terms, key, List.of());
    }

    /** A stricter wish holds for this passport; a weaker one is named and ignored. */
    private static AccountabilityMode mode(IssueRequest request, Agent agent, List<String> warnings) {
        AccountabilityMode own = agent.settings().accountability();
        AccountabilityMode asked = Objects.requireNonNullElse(request.mode(), own);
        if (asked.compareTo(own) < 0) {
            warnings.add("accountability_mode " + asked.wire() + " is weaker than the agent's " + own.wire()
                    + " and was ignored.");
            return own;
        }
        return asked;
    }
}

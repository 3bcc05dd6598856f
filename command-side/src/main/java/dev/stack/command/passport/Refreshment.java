// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.agent.Agent;
import dev.stack.command.mission.Mission;
import dev.stack.command.mission.Missions;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a new passport in the place of an old one, which works on for a moment: calls with it may be in flight. */
@Component
final class Refreshment {

    private final Passports passports;
    private final Ancestors ancestors;
    private final Issuance issuance;
    private final AgentStates agents;
    private final Missions missions;
    private final PassportProperties properties;
    private final Clock clock;

    Refreshment(
            Passports passports,
            Ancestors ancestors,
            Issuance issuance,
            AgentStates agents,
            Missions missions,
            PassportProperties properties,
            Clock clock) {
        this.passports = passports;
        this.ancestors = ancestors;
        this.issuance = issuance;
        this.agents = agents;
        this.missions = missions;
        this.properties = properties;
        this.clock = clock;
    }

    /** The successor of {@code jti}; what forbids it is told in a fixed order. */
    IssuedPassport refresh(Jti jti, Jti next, @Nullable Integer ttlSeconds, @Nullable String proved, Caller caller) {
        Instant now = clock.instant();
        Aggregate<Passport> old = passports.load(jti, caller);
        Passport before = old.invoke(state -> state);
        before.requireRefreshable(now, properties.refreshWindow());
        Agent agent = agents.decisive(before.agent(), caller);
        agent.requireMayHoldPassports();
        Mission mission = missions.decisive(before.mission(), caller);
        if (before.lineage().ancestors().isEmpty()) {
            mission.requireOpenFor(agent.id(), now);
        } else {
            mission.requireOpen(now);
        }
        before.requireNotCheckedOut();
        before.requireNotSuperseded(now);
        ancestors.requireStanding(before);
        Instant latest = Life.earlier(mission.terms().expiresAt(), ancestors.bound(before.lineage()));
        IssuedPassport issued = issuance.refresh(before, next, ttlSeconds, proved, agent, latest, caller);
        Instant overlapEnds = now.plus(properties.refreshOverlap());
        Instant until = overlapEnds.isAfter(before.expiresAt()) ? before.expiresAt() : overlapEnds;
        old.execute(state -> state.supersede(next, until));
        return issued;
    }
}

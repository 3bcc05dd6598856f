// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.api.IssuedPassport;
import dev.stack.api.MissionAnswer;
import dev.stack.api.MissionAnswer.BoundPassport;
import dev.stack.command.mission.MissionCommand.CompleteMission;
import dev.stack.command.mission.MissionCommand.ExpireMission;
import dev.stack.command.mission.MissionCommand.OpenMission;
import dev.stack.command.mission.MissionCommand.RenewMission;
import dev.stack.command.mission.MissionCommand.RevokeMission;
import dev.stack.command.mission.MissionCommand.StartMission;
import dev.stack.command.passport.AgentStates;
import dev.stack.command.passport.Issuance;
import dev.stack.command.passport.Renewal;
import dev.stack.command.passport.Revocations;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Decisions about missions and the passports bound to them. */
@Component
final class MissionHandler {

    private final Missions missions;
    private final Repository<Mission> repository;
    private final AgentStates agents;
    private final Issuance issuance;
    private final Renewal renewal;
    private final Revocations revocations;
    private final Clock clock;

    MissionHandler(
            Missions missions,
            Repository<Mission> repository,
            AgentStates agents,
            Issuance issuance,
            Renewal renewal,
            Revocations revocations,
            Clock clock) {
        this.missions = missions;
        this.repository = repository;
        this.agents = agents;
        this.issuance = issuance;
        this.renewal = renewal;
        this.revocations = revocations;
        this.clock = clock;
    }

    @CommandHandler
    OpenedMission open(OpenMission command) {
        Instant now = clock.instant();
        MissionDeclaration declaration = command.declaration().openedBy(command.caller());
        AgentId assigned = declaration.agent();
        if (assigned != null) {
            agents.decisive(assigned, command.caller());
        }
        Mission mission = missions.open(command.mission(), declaration.terms(now), command.caller(), now);
        return OpenedMission.without(answer(mission, now, List.of()));
    }

    /** When the issue is refused, the mission is undone with it. */
    @CommandHandler
    OpenedMission start(StartMission command) {
        Instant now = clock.instant();
        MissionDeclaration declaration =
                command.declaration().assignedTo(command.request().agent());
        Mission mission = missions.open(command.mission(), declaration.terms(now), command.caller(), now);
        IssuedPassport issued = issuance.issueIn(mission, command.jti(), command.request(), command.caller());
        return OpenedMission.with(answer(mission, now, List.of(bound(issued))), issued);
    }

    @CommandHandler
    OpenedMission renew(RenewMission command) {
        Instant now = clock.instant();
        Aggregate<Mission> mission = own(command.mission(), command.caller());
        Mission state = mission.invoke(found -> found);
        state.requireOpen(now);
        IssuedPassport issued = renewal.next(state, command.next(), command.caller());
        mission.execute(found -> found.renewed(issued.jti(), now));
        return OpenedMission.with(answer(state, now, List.of(bound(issued))), issued);
    }

    /** The caller's mission; an agent's is one that is assigned to it. */
    private Aggregate<Mission> own(MissionId id, Caller caller) {
        Aggregate<Mission> mission = missions.load(id, caller);
        caller.requireMayActAs(mission.invoke(found -> found.terms().agent()));
        return mission;
    }

    /** Never fails after a good run: an ended mission answers with how it ended. */
    @CommandHandler
    EndedMission complete(CompleteMission command) {
        Instant now = clock.instant();
        Aggregate<Mission> mission = own(command.mission(), command.caller());
        boolean first = mission.invoke(found -> found.complete(command.output(), now));
        if (first) {
            revocations.ofMission(command.caller().operator(), command.mission(), "Mission completed", now);
        }
        return ended(mission, first, now);
    }

    @CommandHandler
    EndedMission revoke(RevokeMission command) {
        Instant now = clock.instant();
        Aggregate<Mission> mission = own(command.mission(), command.caller());
        boolean first = mission.invoke(found -> found.revoke(command.adversarial(), command.notes(), now));
        if (first) {
            revocations.ofMission(command.caller().operator(), command.mission(), "Mission revoked", now);
        }
        return ended(mission, first, now);
    }

    @CommandHandler
    void expire(ExpireMission command) {
        try {
            repository.load(command.mission().value()).execute(found -> found.expire(clock.instant()));
        } catch (AggregateNotFoundException neverOpened) {
            // The alarm is set in the transaction that opens the mission; without a mission there is nothing to say.
        }
    }

    private static EndedMission ended(Aggregate<Mission> mission, boolean transitioned, Instant now) {
        return mission.invoke(found -> EndedMission.of(found, transitioned, now));
    }

    private static BoundPassport bound(IssuedPassport issued) {
        return new BoundPassport(issued.jti(), issued.agentId(), issued.expiresAt());
    }

    private static MissionAnswer answer(Mission mission, Instant now, List<BoundPassport> passports) {
        MissionStatus status = mission.statusAt(now);
        return new MissionAnswer(
                mission.id(),
                mission.operator(),
                mission.terms().agent(),
                status,
                mission.terminalStateAt(now),
                mission.terms().intentSummary(),
                mission.terms().intentServices(),
                mission.terms().declared(),
                MissionAnswer.NO_USAGE,
                mission.terms().implicit(),
                null,
                passports,
                mission.terms().expiresAt(),
                mission.openedAt(),
                mission.endedBy(now));
    }
}

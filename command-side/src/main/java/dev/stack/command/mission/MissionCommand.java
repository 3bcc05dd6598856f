// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.command.decision.Command;
import dev.stack.command.passport.IssueRequest;
import dev.stack.events.Subject;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import org.jspecify.annotations.Nullable;

/** What can be asked of a mission. */
sealed interface MissionCommand extends Command {

    MissionId mission();

    @Override
    default Subject subject() {
        return new Subject(null, null, mission());
    }

    record OpenMission(MissionId mission, MissionDeclaration declaration, Caller caller) implements MissionCommand {
        @Override
        public String action() {
            return "mission.open";
        }
    }

    /** Opens a mission and issues its first passport: both, or neither. */
    record StartMission(MissionId mission, MissionDeclaration declaration, Jti jti, IssueRequest request, Caller caller)
            implements MissionCommand {
        @Override
        public String action() {
            return "passport.issue";
        }

        @Override
        public Subject subject() {
            return Subject.of(request.agent());
        }

        StartMission with(IssueRequest bound) {
            return new StartMission(mission, declaration, jti, bound, caller);
        }
    }

    record RenewMission(MissionId mission, Jti next, Caller caller) implements MissionCommand {
        @Override
        public String action() {
            return "mission.renew";
        }
    }

    record CompleteMission(MissionId mission, @Nullable JsonObject output, Caller caller) implements MissionCommand {
        @Override
        public String action() {
            return "mission.complete";
        }
    }

    record RevokeMission(
            MissionId mission,
            boolean adversarial,
            @Nullable String notes,
            Caller caller) implements MissionCommand {
        @Override
        public String action() {
            return "mission.revoke";
        }
    }

    /** The clock's, nobody's request. */
    record ExpireMission(MissionId mission) {}
}

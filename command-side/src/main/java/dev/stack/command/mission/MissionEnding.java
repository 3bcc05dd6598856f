// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.command.decision.Decisions;
import dev.stack.command.mission.MissionCommand.RevokeMission;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.MissionId;
import org.springframework.stereotype.Component;

/** Ends missions for a reason found elsewhere. */
@Component
public class MissionEnding {

    private final Decisions decisions;

    MissionEnding(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * Revokes the mission and every passport bound to it, whoever's act has led to that; nothing happens when it is over
     * already.
     */
    public void revoke(MissionId mission, String reason, Caller caller) {
        decisions.decide(new RevokeMission(mission, true, reason, caller.forOperator()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.vocabulary.MissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a mission ended; the time stands under the names of both ways to end one.
 *
 * @param transitioned whether this very call ended it
 */
record EndedMission(
        MissionId missionId,
        String claimId,
        @Nullable String terminalState,
        @Nullable Instant completedAt,
        @Nullable Instant revokedAt,
        boolean transitioned) {

    static EndedMission of(Mission mission, boolean transitioned, Instant now) {
        return new EndedMission(
                mission.id(),
                mission.id().value(),
                mission.terminalStateAt(now),
                mission.endedBy(now),
                mission.endedBy(now),
                transitioned);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.api.IssuedPassport;
import dev.stack.api.MissionAnswer;
import org.jspecify.annotations.Nullable;

/** A mission that was opened, started or renewed, with the passport that came of it. */
public record OpenedMission(MissionAnswer mission, @Nullable IssuedPassport passport) {

    static OpenedMission without(MissionAnswer mission) {
        return new OpenedMission(mission, null);
    }

    static OpenedMission with(MissionAnswer mission, IssuedPassport passport) {
        return new OpenedMission(mission, passport);
    }
}

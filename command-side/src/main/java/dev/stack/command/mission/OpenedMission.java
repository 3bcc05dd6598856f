// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.stack.api.IssuedPassport;
import dev.stack.api.MissionAnswer;
import dev.stack.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A mission that was opened, started or renewed, with the passport that came of it; one flat object on the wire. */
record OpenedMission(MissionAnswer mission, @Nullable IssuedPassport passport) {

    static OpenedMission without(MissionAnswer mission) {
        return new OpenedMission(mission, null);
    }

    static OpenedMission with(MissionAnswer mission, IssuedPassport passport) {
        return new OpenedMission(mission, passport);
    }

    /** The members of the mission, and {@code passport} beside them. */
    @JsonValue
    JsonObject toJson() {
        if (passport == null) {
            return mission.toJson();
        }
        var members = new LinkedHashMap<>(mission.toJson().members());
        members.put("passport", passport.toJson());
        return new JsonObject(members);
    }
}

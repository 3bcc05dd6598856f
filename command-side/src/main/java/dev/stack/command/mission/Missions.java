// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.command.decision.Loading;
import dev.stack.command.decision.StateReader;
import dev.stack.command.passport.PassportProperties;
import dev.stack.events.MissionEvent;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.events.MissionTerms;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens missions and finds them, to read or to change. */
@Component
public class Missions {

    private final Repository<Mission> missions;
    private final StateReader states;
    private final PassportProperties properties;
    private final SecureRandom random;

    Missions(Repository<Mission> missions, StateReader states, PassportProperties properties, SecureRandom random) {
        this.missions = missions;
        this.states = states;
        this.properties = properties;
        this.random = random;
    }

    /** The caller's mission; the decision stands only if it does not change meanwhile. */
    public Mission decisive(MissionId id, Caller caller) {
        return states.decisive(id, MissionEvent.class, Mission::unborn, Mission::on)
                .filter(mission -> mission.isOwnedBy(caller))
                .orElseThrow(() -> Refusal.notFound("Mission", id.value()));
    }

    /** A mission for an issue that named none. */
    public Mission openImplicit(
            AgentId agent, @Nullable String summary, List<String> services, Caller caller, Instant now) {
        var terms = new MissionTerms(
                agent, summary, services, true, now.plus(properties.implicitMissionLife()), new JsonObject(Map.of()));
        return open(MissionId.mint(random), terms, caller, now);
    }

    Mission open(MissionId id, MissionTerms terms, Caller caller, Instant now) {
        try {
            return missions.newInstance(() -> new Mission(new MissionOpened(caller.operator(), id, terms, now)))
                    .invoke(mission -> mission);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalStateException("a mission's first event is applied without I/O", checked);
        }
    }

    /** The caller's mission, to change it. */
    public Aggregate<Mission> load(MissionId id, Caller caller) {
        return Loading.find(missions, id)
                .filter(mission -> mission.invoke(state -> state.isOwnedBy(caller)))
                .orElseThrow(() -> Refusal.notFound("Mission", id.value()));
    }
}

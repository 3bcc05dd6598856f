// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a mission. */
public sealed interface MissionEvent extends DomainEvent {

    MissionId mission();

    @Override
    default Subject subject() {
        return new Subject(null, null, mission());
    }

    @EventName(value = "mission.opened", action = "mission.open", layer = Layer.VAULT)
    record MissionOpened(OperatorId operator, MissionId mission, MissionTerms terms, Instant at)
            implements MissionEvent {
        @Override
        public Subject subject() {
            return new Subject(terms.agent(), null, mission);
        }
    }

    /** The next root passport was issued in it. */
    @EventName(value = "mission.renewed", action = "mission.renew", layer = Layer.VAULT)
    record MissionRenewed(OperatorId operator, MissionId mission, Jti passport, Instant at) implements MissionEvent {}

    /** {@code output} is what the caller handed in, or {@code null}. */
    @EventName(value = "mission.completed", action = "mission.complete", layer = Layer.VAULT)
    record MissionCompleted(
            OperatorId operator,
            MissionId mission,
            @Nullable JsonObject output,
            Instant at) implements MissionEvent {}

    @EventName(value = "mission.revoked", action = "mission.revoke", layer = Layer.VAULT)
    record MissionRevoked(
            OperatorId operator,
            MissionId mission,
            boolean adversarial,
            @Nullable String notes,
            Instant at) implements MissionEvent {}

    /** Its deadline passed. The clock alone ends a mission; this says so in the record. */
    @EventName(value = "mission.expired", action = "mission.expire", layer = Layer.VAULT)
    record MissionExpired(OperatorId operator, MissionId mission, Instant at) implements MissionEvent {}
}

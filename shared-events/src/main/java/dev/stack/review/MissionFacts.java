// SPDX-License-Identifier: Apache-2.0
package dev.stack.review;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a mission when it is checked out.
 *
 * @param declaredServices provider slugs of the intent
 * @param usedServices provider slugs reported in checkpoints and checkout, in the order they first appeared
 * @param willDelegate whether the intent said that work would be passed on
 * @param delegatedTo agents to whom the reports say it was
 * @param estimatedDuration what the intent said it would take
 * @param checkpointInterval the time between two checkpoints
 * @param startedAt when the first passport of the session was issued
 * @param checkpoints when each checkpoint of the session arrived, in order
 * @param finishedAt when the checkout arrived
 */
public record MissionFacts(
        List<String> declaredServices,
        List<String> usedServices,
        boolean willDelegate,
        List<String> delegatedTo,
        Optional<Duration> estimatedDuration,
        Duration checkpointInterval,
        Instant startedAt,
        List<Instant> checkpoints,
        Instant finishedAt) {

    public MissionFacts {
        declaredServices = List.copyOf(declaredServices);
        usedServices = List.copyOf(usedServices);
        delegatedTo = List.copyOf(delegatedTo);
        checkpoints = List.copyOf(checkpoints);
    }

    /** How long it took. */
    public Duration duration() {
        return Duration.between(startedAt, finishedAt);
    }
}

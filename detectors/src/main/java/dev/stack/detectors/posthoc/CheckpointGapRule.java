// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Once, more than one and a half intervals passed without a sign: from the start, between checkpoints, or to the end. */
final class CheckpointGapRule implements ReviewRule {

    @Override
    public List<Flag> judge(MissionFacts facts) {
        Duration longest = longestGap(facts);
        if (longest.multipliedBy(2).compareTo(facts.checkpointInterval().multipliedBy(3)) <= 0) {
            return List.of();
        }
        return List.of(new Flag(
                "checkpoint_gap",
                Severity.WARNING,
                longest.toSeconds() + " s passed without a checkpoint; one was due every "
                        + facts.checkpointInterval().toSeconds() + " s."));
    }

    private static Duration longestGap(MissionFacts facts) {
        Duration longest = Duration.ZERO;
        Instant last = facts.startedAt();
        for (Instant checkpoint : facts.checkpoints()) {
            longest = longer(longest, Duration.between(last, checkpoint));
            last = checkpoint;
        }
        return longer(longest, Duration.between(last, facts.finishedAt()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.util.List;

/** The work took longer than it was said to: over 1.5 times is a warning, over 3 times is critical. */
final class DurationOverrunRule implements ReviewRule {

    @Override
    public List<Flag> judge(MissionFacts facts) {
        if (facts.estimatedDuration().isEmpty()) {
            return List.of();
        }
        Duration estimated = facts.estimatedDuration().get();
        Duration taken = facts.duration();
        if (taken.compareTo(estimated.multipliedBy(3)) > 0) {
            return List.of(flag(Severity.CRITICAL, taken, estimated));
        }
        if (taken.multipliedBy(2).compareTo(estimated.multipliedBy(3)) > 0) {
            return List.of(flag(Severity.WARNING, taken, estimated));
        }
        return List.of();
    }

    private static Flag flag(Severity severity, Duration taken, Duration estimated) {
        return new Flag(
                "duration_overrun",
                severity,
                "The mission took " + taken.toSeconds() + " s; " + estimated.toSeconds() + " s were estimated.");
    }
}

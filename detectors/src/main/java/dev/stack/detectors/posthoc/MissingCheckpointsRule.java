// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.util.List;

/** Fewer checkpoints arrived than whole intervals passed: a warning, or critical when there was none at all. */
final class MissingCheckpointsRule implements ReviewRule {

    @Override
    public List<Flag> judge(MissionFacts facts) {
        long expected = facts.duration().dividedBy(facts.checkpointInterval());
        int arrived = facts.checkpoints().size();
        if (arrived >= expected) {
            return List.of();
        }
        return List.of(new Flag(
                "missing_checkpoints",
                arrived == 0 ? Severity.CRITICAL : Severity.WARNING,
                arrived + " checkpoints arrived; " + expected + " were due."));
    }
}

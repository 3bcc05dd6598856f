// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.review.Reviewer;
import dev.stack.vocabulary.Flag;
import java.util.List;
import org.springframework.stereotype.Component;

/** The review: every rule, in a fixed order. */
@Component
final class Review implements Reviewer {

    private static final List<ReviewRule> RULES = List.of(
            new UndeclaredServiceRule(),
            new DurationOverrunRule(),
            new MissingCheckpointsRule(),
            new CheckpointGapRule(),
            new UndeclaredDelegationRule());

    @Override
    public List<Flag> review(MissionFacts facts) {
        return RULES.stream().flatMap(rule -> rule.judge(facts).stream()).toList();
    }
}

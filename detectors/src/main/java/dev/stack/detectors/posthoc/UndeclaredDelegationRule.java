// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.util.List;

/** Work was passed on although the intent did not say that it would be: one warning. */
final class UndeclaredDelegationRule implements ReviewRule {

    @Override
    public List<Flag> judge(MissionFacts facts) {
        if (facts.willDelegate() || facts.delegatedTo().isEmpty()) {
            return List.of();
        }
        return List.of(new Flag(
                "undeclared_delegation",
                Severity.WARNING,
                "Work was passed on to " + facts.delegatedTo().size()
                        + " other agents; the intent did not say that it would be."));
    }
}

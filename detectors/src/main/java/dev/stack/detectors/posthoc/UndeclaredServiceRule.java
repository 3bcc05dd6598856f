// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.util.List;

/** A service was used that the intent does not name: one warning each. */
final class UndeclaredServiceRule implements ReviewRule {

    @Override
    public List<Flag> judge(MissionFacts facts) {
        return facts.usedServices().stream()
                .filter(service -> !facts.declaredServices().contains(service))
                .map(service -> new Flag(
                        "undeclared_service",
                        Severity.WARNING,
                        "Service " + service + " was used but not declared in the intent."))
                .toList();
    }
}

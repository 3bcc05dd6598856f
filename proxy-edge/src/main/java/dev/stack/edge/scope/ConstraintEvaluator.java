// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentAlternative;
import dev.stack.vocabulary.PatternMatch;
import dev.stack.vocabulary.ServiceScope;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a call is inside a scope: every constraint holds and, where the scope has alternatives, at least one of
 * them holds whole. A value that is missing or cannot be read for certain fails every operator, the negative ones too.
 * A function of its two arguments; thread-safe.
 */
public final class ConstraintEvaluator {

    private final PatternMatch patterns = new Re2Search();

    /** The decision, with the first rule that fails. */
    public Decision evaluate(ServiceScope scope, OutboundRequest request) {
        CallValues values = new CallValues(request);
        Optional<Constraint> failing = firstFailing(scope.constraints(), values);
        if (failing.isPresent()) {
            return new Decision.ConstraintFails(scope.provider(), failing.get());
        }
        if (scope.alternatives().isEmpty() || anyHolds(scope.alternatives(), values)) {
            return new Decision.Allow();
        }
        return new Decision.NoIntentHolds(
                scope.provider(),
                scope.alternatives().stream()
                        .map(IntentAlternative::intent)
                        .distinct()
                        .toList());
    }

    private boolean anyHolds(List<IntentAlternative> alternatives, CallValues values) {
        return alternatives.stream().anyMatch(alternative -> firstFailing(alternative.constraints(), values)
                .isEmpty());
    }

    private Optional<Constraint> firstFailing(List<Constraint> constraints, CallValues values) {
        return constraints.stream()
                .filter(constraint -> !holds(constraint, values))
                .findFirst();
    }

    private boolean holds(Constraint constraint, CallValues values) {
        return values.at(constraint.path())
                .map(found -> constraint.admits(found, patterns))
                .orElse(false);
    }
}

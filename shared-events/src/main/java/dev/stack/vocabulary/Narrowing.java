// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passing on less than one holds. Authority that comes from another scope, a passport's from a grant or a child's from
 * its parent, must be provably contained in it; what cannot be proved is refused, even where it happens to be true.
 *
 * <p>Proofs compare constraints on the same path only. An equality or a list proves whatever all its values satisfy,
 * patterns tested by the given {@link PatternMatch}. Between patterns, containment is proved for the simple ones that
 * named intents expand to; others prove only themselves.
 * The relation is reflexive and transitive. Reasons: ADR 0010.
 */
public final class Narrowing {

    private static final List<List<Constraint>> NOTHING_MORE = List.of(List.of());

    private final Implication implication;

    private Narrowing(PatternMatch patterns) {
        this.implication = new Implication(patterns);
    }

    /** Whether {@code child} is provably contained in {@code parent}, testing values against simple patterns only. */
    public static boolean narrows(ServiceScope child, ServiceScope parent) {
        return narrows(child, parent, PatternMatch.NONE);
    }

    /** Whether {@code child} is provably contained in {@code parent}. */
    public static boolean narrows(ServiceScope child, ServiceScope parent, PatternMatch patterns) {
        return objection(child, parent, patterns).isEmpty();
    }

    /** Why {@code child} is not provably contained in {@code parent}: a sentence for the caller, without values. */
    public static Optional<String> objection(ServiceScope child, ServiceScope parent, PatternMatch patterns) {
        return Optional.ofNullable(new Narrowing(patterns).firstObjection(child, parent));
    }

    /** Whether {@code stronger} holding proves that {@code weaker} holds. */
    public static boolean implies(Constraint stronger, Constraint weaker, PatternMatch patterns) {
        return new Implication(patterns).holds(weaker, stronger);
    }

    /**
     * The scope a child gets from {@code parent} when it declares {@code declared}: the parent's constraints and its own,
     * its own intents when it names some, else the parent's. An intent may say less than the parent's, never something
     * else: where it constrains a path the parent constrains, it must imply the parent's rule.
     *
     * @throws Refusal {@code SCOPE_ESCALATION} when that would not narrow, {@code INVALID_REQUEST} when it would hold too
     *     many constraints
     */
    public static ServiceScope inherit(ServiceScope parent, ServiceScope declared, PatternMatch patterns) {
        var narrowing = new Narrowing(patterns);
        narrowing.refuseForeignIntents(parent, declared);
        var child = new ServiceScope(
                declared.connectionId(),
                declared.provider(),
                declared.scopes(),
                parent.credentialRef(),
                union(parent.constraints(), declared.constraints()),
                declared.intents().isEmpty() ? parent.alternatives() : declared.alternatives(),
                declared.intents().isEmpty() ? parent.intents() : declared.intents(),
                declared.allowDataFrom() == null ? parent.allowDataFrom() : declared.allowDataFrom());
        String objection = narrowing.firstObjection(child, parent);
        if (objection != null) {
            throw new Refusal(ErrorCode.SCOPE_ESCALATION, objection);
        }
        return child;
    }

    private @Nullable String firstObjection(ServiceScope child, ServiceScope parent) {
        if (!child.connectionId().equals(parent.connectionId())
                || !child.provider().equals(parent.provider())) {
            return child.provider() + ": the connection " + child.connectionId()
                    + " is not the one the parent or grant allows; use " + parent.connectionId() + ".";
        }
        for (String scope : child.scopes()) {
            if (!parent.containsScope(scope)) {
                return child.provider() + ": the OAuth scope " + scope
                        + " is not among those of the parent or grant; ask for less.";
            }
        }
        if (!dataFlowNarrows(child.allowDataFrom(), parent.allowDataFrom())) {
            return child.provider() + ": allow_data_from names more than the parent or grant allows.";
        }
        for (Constraint constraint : parent.constraints()) {
            if (!isImplied(constraint, child.constraints())) {
                return child.provider() + ": the constraint of the parent or grant on " + constraint.path()
                        + " is not provably kept; repeat it or state a narrower one.";
            }
        }
        return firstAlternativeObjection(child, parent);
    }

    private @Nullable String firstAlternativeObjection(ServiceScope child, ServiceScope parent) {
        for (List<Constraint> alternative : alternativesOf(child)) {
            List<Constraint> together = union(alternative, child.constraints());
            boolean contained = alternativesOf(parent).stream()
                    .anyMatch(wider -> wider.stream().allMatch(constraint -> isImplied(constraint, together)));
            if (!contained) {
                return child.provider()
                        + ": none of the intents of the parent or grant provably contains what is asked;"
                        + " name one of: " + String.join(", ", parent.intents()) + ".";
            }
        }
        return null;
    }

    private void refuseForeignIntents(ServiceScope parent, ServiceScope declared) {
        if (declared.intents().isEmpty()) {
            return;
        }
        for (List<Constraint> alternative : alternativesOf(declared)) {
            List<Constraint> together = union(alternative, declared.constraints());
            for (Constraint constraint : parent.constraints()) {
                boolean touched = together.stream().anyMatch(own -> own.path().equals(constraint.path()));
                if (touched && !isImplied(constraint, together)) {
                    throw new Refusal(
                            ErrorCode.SCOPE_ESCALATION,
                            declared.provider() + ": the intents " + String.join(", ", declared.intents())
                                    + " are not contained in what the parent or grant allows on " + constraint.path()
                                    + ".");
                }
            }
        }
    }

    private boolean isImplied(Constraint weaker, List<Constraint> stronger) {
        return stronger.stream().anyMatch(candidate -> implication.holds(weaker, candidate));
    }

    private static List<List<Constraint>> alternativesOf(ServiceScope scope) {
        return scope.alternatives().isEmpty()
                ? NOTHING_MORE
                : scope.alternatives().stream()
                        .map(IntentAlternative::constraints)
                        .toList();
    }

    private static boolean dataFlowNarrows(@Nullable List<String> child, @Nullable List<String> parent) {
        return parent == null || (child != null && parent.containsAll(child));
    }

    private static List<Constraint> union(List<Constraint> first, List<Constraint> second) {
        var all = new LinkedHashSet<Constraint>(first);
        all.addAll(second);
        return new ArrayList<>(all);
    }
}

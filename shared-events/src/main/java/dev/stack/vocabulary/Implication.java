// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonString;
import java.util.List;
import java.util.Optional;

/** Whether one constraint holding proves that another holds, for every call there could be. */
final class Implication {

    private final PatternMatch patterns;

    /** Patterns are tested by {@code patterns}; simple ones need no engine. */
    Implication(PatternMatch patterns) {
        this.patterns = (pattern, text) -> patterns.find(pattern, text)
                || SimplePattern.of(pattern).map(simple -> simple.matches(text)).orElse(false);
    }

    /** Sound, not complete: {@code false} means "not proven". */
    boolean holds(Constraint weaker, Constraint stronger) {
        return stronger.path().equals(weaker.path()) && (stronger.equals(weaker) || provenByValues(weaker, stronger));
    }

    private boolean provenByValues(Constraint weaker, Constraint stronger) {
        return switch (stronger.op()) {
            case EQ -> weaker.admits(stronger.operand(), patterns);
            case IN -> everyListedValuePasses(weaker, stronger);
            case STARTS_WITH -> provenByPrefix(weaker, stronger.text());
            case NOT_EQ, NOT_IN -> refusesAtLeast(weaker, stronger);
            case MATCHES ->
                SimplePattern.of(stronger.text())
                        .map(simple -> provenByPattern(weaker, simple))
                        .orElse(false);
        };
    }

    /** A list also admits arrays of its values, which no single equality does. */
    private boolean everyListedValuePasses(Constraint weaker, Constraint stronger) {
        boolean perElement =
                weaker.op() != ConstraintOperator.EQ || stronger.path().single();
        return perElement && stronger.operands().stream().allMatch(value -> weaker.admits(value, patterns));
    }

    private static boolean provenByPattern(Constraint weaker, SimplePattern stronger) {
        if (weaker.op() == ConstraintOperator.MATCHES) {
            Optional<SimplePattern> wider = SimplePattern.of(weaker.text());
            return wider.isPresent() && stronger.isContainedIn(wider.get());
        }
        return stronger.prefixes().stream().allMatch(prefix -> provenByPrefix(weaker, prefix));
    }

    private static boolean provenByPrefix(Constraint weaker, String prefix) {
        return switch (weaker.op()) {
            case STARTS_WITH -> prefix.startsWith(weaker.text());
            case NOT_EQ, NOT_IN ->
                listsAText(weaker) && weaker.operands().stream().noneMatch(value -> begins(value, prefix));
            case EQ, IN, MATCHES -> false;
        };
    }

    private static boolean refusesAtLeast(Constraint weaker, Constraint stronger) {
        boolean negative = weaker.op() == ConstraintOperator.NOT_EQ || weaker.op() == ConstraintOperator.NOT_IN;
        return negative
                && stronger.operands().containsAll(weaker.operands())
                && stronger.operands().stream().allMatch(value -> typeIsListed(weaker.operands(), value));
    }

    private static boolean listsAText(Constraint negative) {
        return negative.operands().stream().anyMatch(JsonString.class::isInstance);
    }

    private static boolean typeIsListed(List<JsonValue> listed, JsonValue value) {
        return listed.stream().anyMatch(one -> Scalars.sameType(one, value));
    }

    private static boolean begins(JsonValue value, String prefix) {
        return value instanceof JsonString(String text) && text.startsWith(prefix);
    }
}

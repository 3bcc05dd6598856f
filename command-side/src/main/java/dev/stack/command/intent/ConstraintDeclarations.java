// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ConstraintOperator;
import dev.stack.vocabulary.ServiceScope;
import java.util.ArrayList;
import java.util.List;

/** Reads the member {@code constraints} where people declare them: in a grant and in a scope of a passport. */
public final class ConstraintDeclarations {

    private ConstraintDeclarations() {}

    /**
     * What was declared.
     *
     * @param warnings sentences for the answer's {@code warnings}: legal, but perhaps not what was meant
     */
    public record Declared(List<Constraint> constraints, List<String> warnings) {
        public Declared {
            constraints = List.copyOf(constraints);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The constraints of {@code item}; none when the member is absent. An unknown path or operator, a value that does not
     * fit, an empty list or prefix, a pattern RE2 cannot read and more than 32 constraints are refused with
     * {@code INVALID_REQUEST}.
     */
    public static Declared read(Members item) {
        List<Constraint> constraints = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Members one :
                item.objects("constraints", ServiceScope.CONSTRAINTS_MAX).orElse(List.of())) {
            Constraint constraint = Constraint.fromJson(one);
            if (constraint.op() == ConstraintOperator.MATCHES
                    && constraint.value() instanceof JsonString(String pattern)) {
                Patterns.check(one.at("value"), pattern).ifPresent(warnings::add);
            }
            constraints.add(constraint);
        }
        return new Declared(constraints, warnings);
    }
}

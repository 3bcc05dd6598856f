// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentAlternative;
import java.util.List;

/**
 * What named intents mean, by value: nothing in here is looked up in the catalogue again.
 *
 * @param constraints the constraints of a single intent, to stand beside raw ones
 * @param alternatives several intents, of which one must hold whole; empty when one or none was named
 * @param names the names, for people
 * @param catalogVersion the version of the catalogue that said so
 */
public record ExpandedIntents(
        List<Constraint> constraints, List<IntentAlternative> alternatives, List<String> names, String catalogVersion) {

    public ExpandedIntents {
        constraints = List.copyOf(constraints);
        alternatives = List.copyOf(alternatives);
        names = List.copyOf(names);
    }
}

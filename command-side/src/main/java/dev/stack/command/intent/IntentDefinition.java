// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.Constraint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entry of the catalogue, ready to be expanded. */
final class IntentDefinition {

    private final NamedIntent intent;
    private final Parameters parameters;
    private final List<ConstraintTemplate> templates;

    private IntentDefinition(NamedIntent intent, Parameters parameters, List<ConstraintTemplate> templates) {
        this.intent = intent;
        this.parameters = parameters;
        this.templates = List.copyOf(templates);
    }

    /** Checks the entry and tries its own example; a mistake is a defect, found when the catalogue is loaded. */
    static IntentDefinition of(NamedIntent intent) {
        List<ConstraintTemplate> templates = intent.template().items().stream()
                .map(ConstraintTemplate::parse)
                .toList();
        var definition = new IntentDefinition(intent, Parameters.of(intent.params()), templates);
        definition.checkWhole();
        definition.expand("example", intent.example().params());
        return definition;
    }

    NamedIntent intent() {
        return intent;
    }

    /** The constraints with these parameters; refused with a pointer below {@code at} when they do not fit. */
    List<Constraint> expand(String at, JsonObject params) {
        parameters.check(at + "/params", params);
        return templates.stream()
                .map(template -> template.fill(params))
                .flatMap(Optional::stream)
                .toList();
    }

    private void checkWhole() {
        if (!intent.name().startsWith(intent.provider() + ".")) {
            throw new IllegalArgumentException(intent.name() + " does not begin with its provider");
        }
        if (templates.isEmpty()) {
            throw new IllegalArgumentException(intent.name() + " constrains nothing");
        }
        Set<String> used = new HashSet<>();
        for (ConstraintTemplate template : templates) {
            used.addAll(template.parameters());
            if (!parameters.required().containsAll(template.required())) {
                throw new IllegalArgumentException(
                        intent.name() + " rests on an optional parameter: " + template.required());
            }
        }
        if (!used.equals(parameters.names())) {
            throw new IllegalArgumentException(intent.name() + " declares " + parameters.names() + " but uses " + used);
        }
    }
}

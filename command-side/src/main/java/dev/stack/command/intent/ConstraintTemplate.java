// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ConstraintOperator;
import dev.stack.vocabulary.ConstraintPath;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A constraint of the catalogue with holes for parameters. */
sealed interface ConstraintTemplate {

    /** The constraint with these parameters; empty when it rests on an optional parameter that was not given. */
    Optional<Constraint> fill(JsonObject params);

    /** The parameters it names. */
    Set<String> parameters();

    /** The parameters without which it means nothing. */
    default Set<String> required() {
        return Set.of();
    }

    /** Reads one member of {@code constraints} in a catalogue file. */
    static ConstraintTemplate parse(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            throw new IllegalArgumentException("a constraint template is an object");
        }
        var path = new ConstraintPath(text(object, "path"));
        if (object.get("template").isPresent()) {
            checkMembers(object, Set.of("path", "template"));
            return new Paths(path, templates(object.get("template").get()));
        }
        checkMembers(object, Set.of("path", "op", "value"));
        ConstraintOperator op = ConstraintOperator.fromWire("op", text(object, "op"));
        JsonValue value = object.get("value").orElseThrow(() -> new IllegalArgumentException("no value for " + path));
        if (value instanceof JsonObject reference) {
            checkMembers(reference, Set.of("param"));
            return new Parameter(path, op, text(reference, "param"));
        }
        if (op == ConstraintOperator.MATCHES && value instanceof JsonString(String pattern)) {
            Patterns.check(path.text(), pattern).ifPresent(warning -> {
                throw new IllegalArgumentException(warning);
            });
        }
        return new Fixed(new Constraint(path, op, value));
    }

    /** No parameter at all. */
    record Fixed(Constraint constraint) implements ConstraintTemplate {
        @Override
        public Optional<Constraint> fill(JsonObject params) {
            return Optional.of(constraint);
        }

        @Override
        public Set<String> parameters() {
            return Set.of();
        }
    }

    /** The parameter's value is the constraint's value. */
    record Parameter(ConstraintPath path, ConstraintOperator op, String parameter) implements ConstraintTemplate {
        public Parameter {
            if (op == ConstraintOperator.MATCHES) {
                throw new IllegalArgumentException("a parameter is data, never a pattern: " + parameter);
            }
        }

        @Override
        public Optional<Constraint> fill(JsonObject params) {
            return params.get(parameter).map(value -> {
                Values.check("params/" + parameter, path, value);
                return new Constraint(path, op, value);
            });
        }

        @Override
        public Set<String> parameters() {
            return Set.of(parameter);
        }
    }

    /** One of several paths with holes: a short list when all paths are known, else an anchored pattern. */
    record Paths(ConstraintPath path, List<PathTemplate> templates) implements ConstraintTemplate {
        @Override
        public Optional<Constraint> fill(JsonObject params) {
            List<Optional<List<String>>> exact = templates.stream()
                    .map(template -> template.exactPaths(params))
                    .toList();
            return Optional.of(
                    exact.stream().allMatch(Optional::isPresent)
                            ? listed(exact.stream()
                                    .flatMap(Optional::stream)
                                    .flatMap(List::stream)
                                    .toList())
                            : matching(params));
        }

        @Override
        public Set<String> parameters() {
            return templates.stream()
                    .flatMap(template -> template.parameters().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public Set<String> required() {
            return templates.stream()
                    .flatMap(template -> template.required().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Constraint listed(List<String> paths) {
            if (paths.size() == 1) {
                return new Constraint(path, ConstraintOperator.EQ, new JsonString(paths.getFirst()));
            }
            return new Constraint(
                    path,
                    ConstraintOperator.IN,
                    new JsonArray(paths.stream().<JsonValue>map(JsonString::new).toList()));
        }

        private Constraint matching(JsonObject params) {
            String either =
                    templates.stream().map(template -> template.pattern(params)).collect(Collectors.joining("|"));
            String pattern = templates.size() == 1 ? "^" + either + "$" : "^(?:" + either + ")$";
            if (pattern.length() > Constraint.PATTERN_MAX) {
                throw Refusal.invalid("params give a path pattern of " + pattern.length() + " characters; at most "
                        + Constraint.PATTERN_MAX + " are taken. Name fewer or shorter values.");
            }
            return new Constraint(path, ConstraintOperator.MATCHES, new JsonString(pattern));
        }
    }

    private static List<PathTemplate> templates(JsonValue json) {
        return switch (json) {
            case JsonString(String text) -> List.of(PathTemplate.parse(text));
            case JsonArray(List<JsonValue> items) ->
                items.stream().flatMap(item -> templates(item).stream()).toList();
            default -> throw new IllegalArgumentException("a path template is a text or several");
        };
    }

    private static String text(JsonObject object, String member) {
        if (object.get(member).orElse(JsonValue.NULL) instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalArgumentException(member + " must be a text");
    }

    private static void checkMembers(JsonObject object, Set<String> allowed) {
        if (!object.members().keySet().equals(allowed)) {
            throw new IllegalArgumentException("expected exactly the members " + allowed);
        }
    }
}

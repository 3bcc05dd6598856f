// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Refusal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path with holes, such as <code>/repos/{owner}/{repo}/issues/{issue#}</code>. A hole takes the parameter it names, one
 * text or several. A mark says what may stand there when no parameter does: {@code #} digits, {@code *} one segment,
 * {@code **} the rest of the path. A hole without mark must be filled.
 */
final class PathTemplate {

    private static final int EXACT_MAX = 64;

    private final List<Part> parts;

    private PathTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Hole(
            @Nullable String parameter, @Nullable String free) implements Part {}

    /** Reads a template of the catalogue; a mistake in it is a defect, not a refusal. */
    static PathTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("no closing brace in " + template);
            }
            parts.add(new Text(template.substring(at, open)));
            parts.add(hole(template.substring(open + 1, close)));
            at = close + 1;
        }
        parts.add(new Text(template.substring(at)));
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("a path template begins with a slash: " + template);
        }
        return new PathTemplate(parts);
    }

    /** The parameters named in the holes. */
    Set<String> parameters() {
        return holes().map(Hole::parameter)
                .flatMap(name -> Optional.ofNullable(name).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The parameters without which the template means nothing. */
    Set<String> required() {
        return holes().filter(hole -> hole.free() == null)
                .map(Hole::parameter)
                .flatMap(name -> Optional.ofNullable(name).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every path the filled template stands for; empty when they are not a short list. */
    Optional<List<String>> exactPaths(JsonObject params) {
        List<String> paths = List.of("");
        for (Part part : parts) {
            List<String> next =
                    switch (part) {
                        case Text(String text) -> List.of(text);
                        case Hole hole -> values(hole, params);
                    };
            if (next.isEmpty() || paths.size() * next.size() > EXACT_MAX) {
                return Optional.empty();
            }
            paths = paths.stream()
                    .flatMap(path -> next.stream().map(path::concat))
                    .toList();
        }
        return Optional.of(paths);
    }

    /** A pattern, without anchors, for the paths the filled template stands for. */
    String pattern(JsonObject params) {
        var pattern = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Text(String text) -> pattern.append(Patterns.quote(text));
                case Hole hole -> pattern.append(patternOf(hole, params));
            }
        }
        return pattern.toString();
    }

    private static Hole hole(String inside) {
        String name = inside.replace("*", "").replace("#", "");
        String mark = inside.substring(name.length());
        String free =
                switch (mark) {
                    case "" -> null;
                    case "#" -> "[0-9]+";
                    case "*" -> "[^/]+";
                    case "**" -> ".+";
                    default -> throw new IllegalArgumentException("unknown mark " + mark);
                };
        boolean named = name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_');
        if (!named || (name.isEmpty() && free == null)) {
            throw new IllegalArgumentException("a hole without a name or mark: " + inside);
        }
        return new Hole(name.isEmpty() ? null : name, free);
    }

    private static String patternOf(Hole hole, JsonObject params) {
        List<String> values = values(hole, params);
        if (values.isEmpty()) {
            return hole.free() == null ? "" : hole.free();
        }
        String either = values.stream().map(Patterns::quote).collect(Collectors.joining("|"));
        return values.size() == 1 ? either : "(?:" + either + ")";
    }

    private static List<String> values(Hole hole, JsonObject params) {
        String parameter = hole.parameter();
        Optional<JsonValue> given = parameter == null ? Optional.empty() : params.get(parameter);
        if (given.isEmpty()) {
            if (hole.free() == null) {
                throw Refusal.invalid("params/" + parameter + " is missing.");
            }
            return List.of();
        }
        return switch (given.get()) {
            case JsonString(String text) -> List.of(segment("params/" + parameter, text));
            case JsonArray(List<JsonValue> items) -> segments("params/" + parameter, items);
            default -> throw Refusal.invalid("params/" + parameter + " must be a text or an array of texts.");
        };
    }

    private static List<String> segments(String at, List<JsonValue> items) {
        List<String> segments = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof JsonString(String text))) {
                throw Refusal.invalid(at + "/" + i + " must be a text.");
            }
            segments.add(segment(at + "/" + i, text));
        }
        return segments;
    }

    private static String segment(String at, String text) {
        return Normalizer.normalize(Values.segment(at, text), Normalizer.Form.NFC);
    }

    private Stream<Hole> holes() {
        return parts.stream().filter(Hole.class::isInstance).map(Hole.class::cast);
    }
}

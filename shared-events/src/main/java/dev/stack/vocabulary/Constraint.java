// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One rule about an outbound call, such as {@code {"path": "body.channel", "op": "in", "value": ["C0123"]}}. A call
 * passes only when every constraint of its scope holds.
 *
 * <p>Valid by construction: the operator fits the value, lists and prefixes are not empty, patterns have at most
 * {@value #PATTERN_MAX} characters; else {@code INVALID_REQUEST}. Whether a pattern compiles is checked where it is
 * declared. Texts are kept in Unicode normalisation form C; methods in upper case, hosts in lower case and paths without
 * trailing slash, as they are compared.
 *
 * <p>Meaning and reasons: ADR 0010.
 */
public record Constraint(ConstraintPath path, ConstraintOperator op, JsonValue value) {

    public static final int PATTERN_MAX = 256;
    public static final int TEXT_MAX = 2_048;
    public static final int ITEMS_MAX = 256;

    private static final int NUMBER_DIGITS_MAX = 40;

    public Constraint {
        check(op, value);
        value = canonical(path, op, Scalars.normal(value));
    }

    /** Reads {@code {"path", "op", "value"}}; other members are refused. */
    public static Constraint fromJson(Members members) {
        Map<String, JsonValue> all = members.asObject().members();
        for (String name : all.keySet()) {
            if (!name.equals("path") && !name.equals("op") && !name.equals("value")) {
                throw Refusal.invalid(members.at(name) + " is not part of a constraint; it has path, op and value.");
            }
        }
        var path = new ConstraintPath(members.requiredText("path", ConstraintPath.LENGTH_MAX));
        var op = ConstraintOperator.fromWire(members.at("op"), members.requiredText("op", 16));
        JsonValue value = all.get("value");
        if (value == null) {
            throw Refusal.invalid(members.at("value") + " is missing; send what " + path + " is compared with.");
        }
        return new Constraint(path, op, value);
    }

    /** The wire form. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("path", new JsonString(path.text()));
        members.put("op", new JsonString(op.wire()));
        members.put("value", value);
        return new JsonObject(members);
    }

    /**
     * Whether the rule holds for the value found at its path. Types never mix. Of an array every element must satisfy
     * the rule, and an empty array satisfies none but an equal one. The negative operators also fail for a value of a
     * type none of their own values has, since a service may read {@code "5"} as {@code 5}.
     */
    public boolean admits(JsonValue found, PatternMatch patterns) {
        JsonValue normal = Scalars.normal(found);
        return switch (op) {
            case EQ -> normal.equals(operand());
            case IN -> every(normal, operands()::contains);
            case NOT_EQ, NOT_IN -> every(normal, this::differs);
            case STARTS_WITH ->
                every(normal, value -> value instanceof JsonString(String text) && text.startsWith(text()));
            case MATCHES ->
                every(normal, value -> value instanceof JsonString(String text) && patterns.find(text(), text));
        };
    }

    /** The value as it is compared: on paths where every value is a text, numbers and booleans by their JSON text. */
    JsonValue operand() {
        return path.textual() ? Scalars.asText(value) : value;
    }

    /** The listed values, or the single one. */
    List<JsonValue> operands() {
        return operand() instanceof JsonArray(List<JsonValue> items) ? items : List.of(operand());
    }

    /** The pattern or prefix. */
    String text() {
        return value instanceof JsonString(String text) ? text : "";
    }

    /** Whether a negative rule leaves a single value alone. */
    boolean differs(JsonValue found) {
        return operands().stream().anyMatch(listed -> Scalars.sameType(listed, found))
                && !operands().contains(found);
    }

    private static boolean every(JsonValue found, Predicate<JsonValue> rule) {
        if (found instanceof JsonArray(List<JsonValue> items)) {
            return !items.isEmpty() && items.stream().allMatch(item -> Scalars.isScalar(item) && rule.test(item));
        }
        return Scalars.isScalar(found) && rule.test(found);
    }

    private static void check(ConstraintOperator op, JsonValue value) {
        switch (op) {
            case EQ -> {
                if (value instanceof JsonArray(List<JsonValue> items)) {
                    checkList(op, items);
                } else {
                    checkScalar(op, value);
                }
            }
            case NOT_EQ -> checkScalar(op, value);
            case IN, NOT_IN -> {
                if (!(value instanceof JsonArray(List<JsonValue> items))) {
                    throw refused(op, "an array of values");
                }
                checkList(op, items);
            }
            case STARTS_WITH -> checkText(op, value, TEXT_MAX);
            case MATCHES -> checkText(op, value, PATTERN_MAX);
        }
    }

    private static void checkList(ConstraintOperator op, List<JsonValue> items) {
        if (items.isEmpty() || items.size() > ITEMS_MAX) {
            throw refused(op, "1 to " + ITEMS_MAX + " values; an empty list holds for nothing or for everything");
        }
        items.forEach(item -> checkScalar(op, item));
    }

    private static void checkScalar(ConstraintOperator op, JsonValue value) {
        boolean good =
                switch (value) {
                    case JsonString(String text) -> text.length() <= TEXT_MAX;
                    case JsonNumber number ->
                        number.value().precision() <= NUMBER_DIGITS_MAX
                                && Math.abs(number.value().scale()) <= NUMBER_DIGITS_MAX;
                    default -> Scalars.isScalar(value);
                };
        if (!good) {
            throw refused(
                    op,
                    "texts of at most " + TEXT_MAX + " characters, numbers of at most " + NUMBER_DIGITS_MAX
                            + " digits, booleans or null");
        }
    }

    private static void checkText(ConstraintOperator op, JsonValue value, int lengthMax) {
        if (!(value instanceof JsonString(String text)) || text.isEmpty() || text.length() > lengthMax) {
            throw refused(op, "a text of 1 to " + lengthMax + " characters");
        }
    }

    private static Refusal refused(ConstraintOperator op, String expected) {
        return Refusal.invalid("A constraint with op " + op.wire() + " takes " + expected + ".");
    }

    private static JsonValue canonical(ConstraintPath path, ConstraintOperator op, JsonValue value) {
        if (op == ConstraintOperator.MATCHES) {
            return value;
        }
        return switch (path.part()) {
            case METHOD -> texts(value, text -> text.toUpperCase(Locale.ROOT));
            case HOST, ORIGIN -> texts(value, text -> text.toLowerCase(Locale.ROOT));
            case PATHNAME ->
                op == ConstraintOperator.STARTS_WITH ? value : texts(value, Constraint::withoutTrailingSlash);
            case HEADER, QUERY, BODY, GRAPHQL_OPERATION, GRAPHQL_FIELDS -> value;
        };
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static JsonValue texts(JsonValue value, UnaryOperator<String> change) {
        return switch (value) {
            case JsonString(String text) -> new JsonString(change.apply(text));
            case JsonArray(List<JsonValue> items) ->
                new JsonArray(items.stream().map(item -> texts(item, change)).toList());
            default -> value;
        };
    }
}

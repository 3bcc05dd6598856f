// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ConstraintPath;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.function.Consumer;

/**
 * Values of parameters are data. Whatever a schema lets through, no text here can end a segment, climb out of a folder,
 * hide behind an escape or break a line.
 */
final class Values {

    private static final String SEPARATORS = "/\\%;?#";
    private static final String SEPARATORS_WITHIN_PATH = "\\%;?#";

    private Values() {}

    /** One segment of a path. */
    static String segment(String at, String text) {
        checkNoControls(at, text);
        if (text.isEmpty() || isDots(text) || holdsAny(text, SEPARATORS)) {
            throw Refusal.invalid(
                    at + " must be one segment of a path: no slash, backslash, %, ;, ? or #, and not . or ..");
        }
        return text;
    }

    /** Every text in {@code value}, as fits the place it goes to. */
    static void check(String at, ConstraintPath path, JsonValue value) {
        Consumer<String> rule =
                switch (path.part()) {
                    case PATHNAME -> text -> checkPath(at, text);
                    case HOST -> text -> checkHost(at, text);
                    case METHOD, ORIGIN, GRAPHQL_OPERATION, GRAPHQL_FIELDS, HEADER, QUERY, BODY ->
                        text -> checkNoControls(at, text);
                };
        eachText(value, rule);
    }

    private static void checkPath(String at, String path) {
        checkNoControls(at, path);
        boolean good = path.startsWith("/") && !path.contains("//") && !holdsAny(path, SEPARATORS_WITHIN_PATH);
        for (String segment : path.split("/", -1)) {
            good &= !isDots(segment);
        }
        if (!good) {
            throw Refusal.invalid(at + " must be a path from / on without //, dot segments, backslash, %, ;, ? or #.");
        }
    }

    private static void checkHost(String at, String host) {
        boolean good =
                host.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
        if (!good) {
            throw Refusal.invalid(at + " must be a host name in lower-case letters, digits, hyphens and dots.");
        }
    }

    private static void checkNoControls(String at, String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(at + " must not hold control characters.");
        }
    }

    private static void eachText(JsonValue value, Consumer<String> rule) {
        switch (value) {
            case JsonString(String text) -> rule.accept(text);
            case JsonArray(List<JsonValue> items) -> items.forEach(item -> eachText(item, rule));
            case JsonObject object -> object.members().values().forEach(member -> eachText(member, rule));
            case JsonNumber _, JsonBoolean _, JsonNull _ -> {}
        }
    }

    private static boolean isDots(String text) {
        return text.equals(".") || text.equals("..");
    }

    private static boolean holdsAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.List;
import java.util.Optional;

/** Reads members of an answer by their path, {@code error.code} for one inside another. What is not there is empty. */
public final class Fields {

    private Fields() {}

    /** The value at {@code path}; {@code null} counts as absent. */
    public static Optional<JsonValue> at(JsonValue value, String path) {
        JsonValue found = value;
        for (String name : path.split("\\.", -1)) {
            found = found instanceof JsonObject object ? object.get(name).orElse(JsonValue.NULL) : JsonValue.NULL;
        }
        return found instanceof JsonNull ? Optional.empty() : Optional.of(found);
    }

    /** The text at {@code path}. */
    public static Optional<String> text(JsonValue value, String path) {
        return at(value, path).orElse(JsonValue.NULL) instanceof JsonString(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Anything at {@code path} as one line: a text as it is, a list of texts with commas, all else as JSON. */
    public static String line(JsonValue value, String path) {
        return at(value, path).map(Fields::line).orElse("");
    }

    /** The items of the list at {@code path}, or of {@code value} itself where {@code path} is empty. */
    public static List<JsonValue> items(JsonValue value, String path) {
        Optional<JsonValue> list = path.isEmpty() ? Optional.of(value) : at(value, path);
        return list.orElse(JsonValue.NULL) instanceof JsonArray(List<JsonValue> items) ? items : List.of();
    }

    private static String line(JsonValue value) {
        return switch (value) {
            case JsonString(String text) -> text;
            case JsonArray(List<JsonValue> items) ->
                String.join(", ", items.stream().map(Fields::line).toList());
            default -> JsonText.write(value);
        };
    }
}

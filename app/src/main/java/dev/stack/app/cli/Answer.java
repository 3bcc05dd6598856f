// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the server answered.
 *
 * @param status the HTTP status
 * @param body its JSON
 */
record Answer(int status, JsonValue body) {

    /** The text member {@code name} of the body, which must be there. */
    String text(String name) {
        return text(body, name).orElseThrow(() -> new NotAsExpected("The answer has no text member \"" + name + "\"."));
    }

    /** Whether the member is {@code true}. */
    boolean isTrue(String name) {
        return member(body, name).filter(new JsonBoolean(true)::equals).isPresent();
    }

    /** The object member {@code name} as an answer of its own. */
    Answer object(String name) {
        return member(body, name)
                .filter(JsonObject.class::isInstance)
                .map(found -> new Answer(status, found))
                .orElseThrow(() -> new NotAsExpected("The answer has no object \"" + name + "\"."));
    }

    /** The items of an array member, or of the body itself where {@code name} is empty. */
    List<JsonValue> items(String name) {
        Optional<JsonValue> value = name.isEmpty() ? Optional.of(body) : member(body, name);
        if (value.orElse(JsonValue.NULL) instanceof JsonArray(List<JsonValue> items)) {
            return items;
        }
        throw new NotAsExpected("The answer has no array \"" + name + "\".");
    }

    /** The text member {@code member} of each item. */
    Stream<String> texts(String name, String member) {
        return items(name).stream().map(item -> text(item, member).orElse(""));
    }

    private static Optional<String> text(JsonValue value, String name) {
        return member(value, name)
                .filter(JsonString.class::isInstance)
                .map(JsonString.class::cast)
                .map(JsonString::value);
    }

    private static Optional<JsonValue> member(JsonValue value, String name) {
        return value instanceof JsonObject object ? object.get(name) : Optional.empty();
    }
}

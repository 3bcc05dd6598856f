// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.text.Normalizer;
import java.util.List;

/** How values of constraints compare: types never mix, texts compare after Unicode normalisation form C. */
final class Scalars {

    private Scalars() {}

    static boolean isScalar(JsonValue value) {
        return !(value instanceof JsonArray) && !(value instanceof JsonObject);
    }

    /** Texts in normalisation form C, in arrays too. */
    static JsonValue normal(JsonValue value) {
        return switch (value) {
            case JsonString(String text) -> new JsonString(normal(text));
            case JsonArray(List<JsonValue> items) ->
                new JsonArray(items.stream().map(Scalars::normal).toList());
            case JsonNumber _, JsonBoolean _, JsonNull _, JsonObject _ -> value;
        };
    }

    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** A number or boolean as its JSON text, for places where every value is a text. */
    static JsonValue asText(JsonValue value) {
        return switch (value) {
            case JsonNumber _, JsonBoolean _ -> new JsonString(value.toString());
            case JsonArray(List<JsonValue> items) ->
                new JsonArray(items.stream().map(Scalars::asText).toList());
            case JsonString _, JsonNull _, JsonObject _ -> value;
        };
    }

    static boolean sameType(JsonValue one, JsonValue other) {
        return one.getClass() == other.getClass();
    }
}

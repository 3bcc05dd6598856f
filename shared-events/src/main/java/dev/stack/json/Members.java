// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the members of a request body. A member that is {@code null} counts as absent, except for {@link #clears}. What
 * does not fit is refused with the member's path, what was expected and what was found, never with the value itself.
 */
public final class Members {

    private final String path;
    private final JsonObject object;

    private Members(String path, JsonObject object) {
        this.path = path;
        this.object = object;
    }

    /** The members of a whole body. */
    public static Members of(JsonObject body) {
        return new Members("", body);
    }

    /** Whether the member is there, be it {@code null}. */
    public boolean has(String name) {
        return object.members().containsKey(name);
    }

    /** Whether the member is there and {@code null}: in an update, back to the default or to nothing. */
    public boolean clears(String name) {
        return object.members().get(name) instanceof JsonNull;
    }

    /** The member as it stands. */
    public Optional<JsonValue> value(String name) {
        return object.get(name).filter(value -> !(value instanceof JsonNull));
    }

    /** A text of at most {@code lengthMax} characters. */
    public Optional<String> text(String name, int lengthMax) {
        return value(name).map(value -> textIn(name, value, lengthMax));
    }

    /** A text of 1 to {@code lengthMax} characters that must be there. */
    public String requiredText(String name, int lengthMax) {
        String text = text(name, lengthMax).orElseThrow(() -> missing(name, "a text"));
        if (text.isEmpty()) {
            throw Refusal.invalid(at(name) + " must not be empty.");
        }
        return text;
    }

    /** A text cut at {@code length} characters, never refused for being longer. */
    public Optional<String> textCutAt(String name, int length) {
        return text(name, Integer.MAX_VALUE).map(text -> cut(text, length));
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public Optional<Long> whole(String name, long min, long max) {
        return value(name).map(value -> {
            Optional<Long> number = value instanceof JsonNumber n ? n.asLong() : Optional.empty();
            return number.filter(n -> n >= min && n <= max)
                    .orElseThrow(() ->
                            Refusal.invalid(at(name) + " must be a whole number from " + min + " to " + max + "."));
        });
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> bool(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonBoolean(boolean bool)) {
                return bool;
            }
            throw wrong(name, "true or false", value);
        });
    }

    /** An array of at most {@code itemsMax} texts of at most {@code lengthMax} characters each. */
    public Optional<List<String>> texts(String name, int itemsMax, int lengthMax) {
        return array(name, itemsMax).map(items -> {
            List<String> texts = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                texts.add(textIn(name + "/" + i, items.get(i), lengthMax));
            }
            return List.copyOf(texts);
        });
    }

    /** An array of at most {@code itemsMax} values. */
    public Optional<List<JsonValue>> array(String name, int itemsMax) {
        return value(name).map(value -> {
            if (!(value instanceof JsonArray(List<JsonValue> items))) {
                throw wrong(name, "an array", value);
            }
            if (items.size() > itemsMax) {
                throw Refusal.invalid(
                        at(name) + " holds " + items.size() + " items; at most " + itemsMax + " are taken.");
            }
            return items;
        });
    }

    /** An array of at most {@code itemsMax} objects. */
    public Optional<List<Members>> objects(String name, int itemsMax) {
        return array(name, itemsMax).map(items -> {
            List<Members> objects = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                objects.add(objectIn(at(name) + "/" + i, items.get(i)));
            }
            return List.copyOf(objects);
        });
    }

    /** An object. */
    public Optional<Members> object(String name) {
        return value(name).map(value -> objectIn(at(name), value));
    }

    /** A map of at most {@code entriesMax} texts of at most {@code lengthMax} characters. */
    public Optional<Map<String, String>> textMap(String name, int entriesMax, int lengthMax) {
        return object(name).map(inner -> {
            Map<String, JsonValue> members = inner.object.members();
            if (members.size() > entriesMax) {
                throw Refusal.invalid(at(name) + " holds more than " + entriesMax + " members.");
            }
            Map<String, String> map = new LinkedHashMap<>();
            members.forEach((key, value) -> map.put(key, textIn(name + "/" + key, value, lengthMax)));
            return map;
        });
    }

    /** The members as they stand. */
    public JsonObject asObject() {
        return object;
    }

    /** A JSON Pointer (RFC 6901) to the member, for messages. */
    public String at(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** {@code text}, at most {@code length} characters of it, never half a surrogate pair. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private String textIn(String name, JsonValue value, int lengthMax) {
        if (!(value instanceof JsonString(String text))) {
            throw Refusal.invalid(at(name) + " must be a text, not " + kind(value) + ".");
        }
        if (text.length() > lengthMax) {
            throw Refusal.invalid(
                    at(name) + " is " + text.length() + " characters long; at most " + lengthMax + " are taken.");
        }
        return text;
    }

    private static Members objectIn(String at, JsonValue value) {
        if (value instanceof JsonObject object) {
            return new Members(at, object);
        }
        throw Refusal.invalid(at + " must be an object, not " + kind(value) + ".");
    }

    private Refusal wrong(String name, String expected, JsonValue found) {
        return Refusal.invalid(at(name) + " must be " + expected + ", not " + kind(found) + ".");
    }

    private Refusal missing(String name, String expected) {
        return Refusal.invalid(at(name) + " is missing; send " + expected + ".");
    }

    private static String kind(JsonValue value) {
        return switch (value) {
            case JsonString _ -> "a text";
            case JsonNumber _ -> "a number";
            case JsonBoolean _ -> "a boolean";
            case JsonNull _ -> "null";
            case JsonArray _ -> "an array";
            case JsonObject _ -> "an object";
        };
    }
}

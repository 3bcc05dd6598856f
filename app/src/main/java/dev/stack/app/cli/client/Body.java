// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request body under construction. What was not given is left out, so that the server's default holds. */
public final class Body {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    public Body text(String name, @Nullable Object value) {
        return member(name, value == null ? null : new JsonString(value.toString()));
    }

    public Body flag(String name, @Nullable Boolean value) {
        return member(name, value == null ? null : new JsonBoolean(value));
    }

    public Body number(String name, @Nullable Long value) {
        return member(name, value == null ? null : JsonNumber.of(value));
    }

    public Body texts(String name, @Nullable List<String> values) {
        return member(
                name,
                values == null
                        ? null
                        : new JsonArray(List.<JsonValue>copyOf(
                                values.stream().map(JsonString::new).toList())));
    }

    public Body member(String name, @Nullable JsonValue value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    public JsonObject json() {
        return new JsonObject(members);
    }
}

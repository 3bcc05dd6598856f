// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Reads vector files. */
public final class Vectors {

    private static final StrictJson JSON = new StrictJson(new StrictJson.Limits(1 << 20, 64, 100_000, 999));

    private Vectors() {}

    public static JsonObject load(String resource) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource), resource)) {
            return (JsonObject) JSON.parse(in.readAllBytes());
        } catch (Exception unreadable) {
            throw new AssertionError(resource, unreadable);
        }
    }

    public static List<JsonObject> objects(JsonObject object, String name) {
        return ((JsonArray) member(object, name))
                .items().stream().map(JsonObject.class::cast).toList();
    }

    public static JsonObject object(JsonObject object, String name) {
        return (JsonObject) member(object, name);
    }

    public static String text(JsonObject object, String name) {
        return ((JsonString) member(object, name)).value();
    }

    private static JsonValue member(JsonObject object, String name) {
        return object.get(name).orElseThrow(() -> new AssertionError("no member " + name));
    }
}

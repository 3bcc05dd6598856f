// SPDX-License-Identifier: Apache-2.0
package dev.stack.command;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;

/** Bodies of requests, as text. */
public final class Body {

    private Body() {}

    public static Members of(String json) {
        return Members.of(object(json));
    }

    public static JsonObject object(String json) {
        try {
            return (JsonObject) new StrictJson(StrictJson.Limits.BODY).parse(json);
        } catch (JsonRefused refused) {
            throw new AssertionError(json, refused);
        }
    }

    /** A JSON array of {@code count} texts. */
    public static String texts(int count) {
        var array = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            array.append(i == 0 ? "" : ",").append("\"t").append(i).append('"');
        }
        return array.append(']').toString();
    }
}

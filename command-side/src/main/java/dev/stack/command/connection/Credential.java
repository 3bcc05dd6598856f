// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A credential on its way into the vault: one value, or named fields. It never shows what it holds. */
final class Credential {

    private final JsonObject content;

    private Credential(JsonObject content) {
        this.content = content;
    }

    static Credential ofValue(String value) {
        return new Credential(new JsonObject(Map.of("value", new JsonString(value))));
    }

    static Credential ofFields(Map<String, String> fields) {
        Map<String, JsonValue> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> texts.put(name, new JsonString(value)));
        return new Credential(new JsonObject(Map.of("fields", new JsonObject(texts))));
    }

    /** The bytes that are sealed. */
    byte[] toBytes() {
        return JsonText.write(content).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Credential[…]";
    }
}

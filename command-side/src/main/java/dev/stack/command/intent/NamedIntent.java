// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of the catalogue.
 *
 * @param name provider, dot, word
 * @param params JSON Schema (2020-12) of the parameters: a closed object
 * @param scopes OAuth scopes the connection needs for it
 * @param template the constraints as they stand in the catalogue, parameters not filled in
 * @param example parameters, a call they allow and a call they refuse
 */
public record NamedIntent(
        String name,
        String provider,
        String title,
        String description,
        JsonObject params,
        List<String> scopes,
        JsonArray template,
        Example example) {

    public NamedIntent {
        scopes = List.copyOf(scopes);
    }

    /** Each call is {@code {"method", "url", "headers"?, "query"?, "body"?}}, as the proxy takes it. */
    public record Example(JsonObject params, JsonObject allow, JsonObject deny) {}

    /** The entry as {@code GET /v1/intents/catalog} shows it. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("name", new JsonString(name));
        members.put("provider", new JsonString(provider));
        members.put("title", new JsonString(title));
        members.put("description", new JsonString(description));
        members.put("params", params);
        members.put(
                "scopes",
                new JsonArray(scopes.stream().<JsonValue>map(JsonString::new).toList()));
        members.put("constraints", template);
        return new JsonObject(members);
    }
}

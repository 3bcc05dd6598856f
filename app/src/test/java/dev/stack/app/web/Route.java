// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.List;
import java.util.Locale;

/**
 * One operation of the OpenAPI document: what access tests are made from.
 *
 * @param role the least role, in lower case; empty for a public route
 */
public record Route(String method, String path, String role) {

    /** Every operation the server's document lists. */
    public static List<Route> all(Http http) {
        var paths = (JsonObject) http.get("/openapi").json().get("paths").orElseThrow();
        return paths.members().entrySet().stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .members().entrySet().stream()
                                .map(operation -> new Route(
                                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), role((JsonObject)
                                                operation.getValue()))))
                .toList();
    }

    public boolean isPublic() {
        return role.isEmpty();
    }

    /** Whether the path names a thing that may be another operator's. */
    public boolean hasId() {
        return path.contains("{");
    }

    /** The path with {@code id} in place of every parameter. */
    public String with(String id) {
        return path.replaceAll("\\{[^}]*}", id);
    }

    private static String role(JsonObject operation) {
        return operation.get("x-role").orElse(new JsonString("")) instanceof JsonString(String role) ? role : "";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.mission;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of each declared cap is used: {@code {"max_actions": {"limit": 5, "used": 0}}}. No event counts against a cap
 * yet, so nothing is used.
 */
final class CapUsage {

    private static final List<String> CAPS = List.of("max_actions", "max_actions_per_service", "max_dropoff_bytes");

    private CapUsage() {}

    static JsonObject of(JsonObject declared) {
        Map<String, JsonValue> usage = new LinkedHashMap<>();
        CAPS.forEach(cap -> declared.get(cap)
                .filter(limit -> !(limit instanceof JsonNull))
                .ifPresent(limit -> usage.put(cap, new JsonObject(Map.of("limit", limit, "used", unused(limit))))));
        return new JsonObject(usage);
    }

    private static JsonValue unused(JsonValue limit) {
        if (!(limit instanceof JsonObject perService)) {
            return JsonNumber.of(0);
        }
        Map<String, JsonValue> used = new LinkedHashMap<>();
        perService.members().keySet().forEach(service -> used.put(service, JsonNumber.of(0)));
        return new JsonObject(used);
    }
}

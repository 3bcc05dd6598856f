// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.mission;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much of each declared cap is used: {@code {"max_actions": {"limit": 5, "used": 2}}}. */
final class CapUsage {

    private static final List<String> CAPS = List.of("max_actions", "max_actions_per_service", "max_dropoff_bytes");
    private static final String BYTES = "max_dropoff_bytes";

    private CapUsage() {}

    /** {@code calls}: how many went to each provider. */
    static JsonObject of(JsonObject declared, Map<String, Long> calls) {
        Map<String, JsonValue> usage = new LinkedHashMap<>();
        CAPS.forEach(cap -> declared.get(cap)
                .filter(limit -> !(limit instanceof JsonNull))
                .ifPresent(limit ->
                        usage.put(cap, new JsonObject(Map.of("limit", limit, "used", used(cap, limit, calls))))));
        return new JsonObject(usage);
    }

    private static JsonValue used(String cap, JsonValue limit, Map<String, Long> calls) {
        if (cap.equals(BYTES)) {
            return JsonNumber.of(0);
        }
        if (!(limit instanceof JsonObject perService)) {
            return JsonNumber.of(
                    calls.values().stream().mapToLong(Long::longValue).sum());
        }
        Map<String, JsonValue> used = new LinkedHashMap<>();
        perService
                .members()
                .keySet()
                .forEach(service -> used.put(service, JsonNumber.of(calls.getOrDefault(service, 0L))));
        return new JsonObject(used);
    }
}

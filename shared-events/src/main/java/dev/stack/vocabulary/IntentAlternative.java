// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of several intents a scope allows. All its constraints hold together, or the alternative does not count. What it
 * means is fixed when it is made: a later catalogue does not change it.
 */
public record IntentAlternative(String intent, List<Constraint> constraints) {

    public IntentAlternative {
        constraints = List.copyOf(constraints);
        if (constraints.isEmpty()) {
            throw Refusal.invalid("The intent " + intent + " holds no constraint and would allow everything.");
        }
    }

    /** Reads {@code {"intent", "constraints"}}. */
    public static IntentAlternative fromJson(Members members) {
        return new IntentAlternative(
                members.requiredText("intent", IntentReference.NAME_MAX),
                members.objects("constraints", ServiceScope.CONSTRAINTS_MAX).orElse(List.of()).stream()
                        .map(Constraint::fromJson)
                        .toList());
    }

    /** The wire form. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("intent", new JsonString(intent));
        members.put(
                "constraints",
                new JsonArray(
                        constraints.stream().<JsonValue>map(Constraint::toJson).toList()));
        return new JsonObject(members);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A named intent with its parameters, such as
 * {@code {"name": "slack.post_to_channel", "params": {"channel": ["C0123"]}}}. The name is a provider, a dot and a word
 * of that provider's catalogue; only the catalogue knows whether it exists and whether the parameters fit.
 */
public record IntentReference(String name, JsonObject params) {

    public static final int NAME_MAX = 128;

    public IntentReference {
        int dot = name.indexOf('.');
        if (dot < 1
                || dot == name.length() - 1
                || name.length() > NAME_MAX
                || !name.chars().allMatch(IntentReference::isNameCharacter)) {
            throw Refusal.invalid("An intent's name is <provider>.<word> in lower-case letters, digits and underscores,"
                    + " such as slack.post_to_channel; see GET /v1/intents/catalog.");
        }
    }

    /** Reads {@code {"name", "params"}}; absent parameters are an empty object. */
    public static IntentReference fromJson(Members members) {
        return new IntentReference(
                members.requiredText("name", NAME_MAX),
                members.object("params").map(Members::asObject).orElse(new JsonObject(Map.of())));
    }

    /** The part of the name before the dot. */
    public String provider() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The wire form. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("name", new JsonString(name));
        members.put("params", params);
        return new JsonObject(members);
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The body of a call as JSON, where it says it is JSON, in UTF-8, not compressed, and reads without any doubt. */
final class JsonBody {

    private static final StrictJson JSON = new StrictJson(new StrictJson.Limits(10 << 20, 64, 200_000, 999));

    private JsonBody() {}

    /** The value; empty when the body is anything but one strict JSON value. */
    static Optional<JsonValue> read(OutboundRequest request) {
        boolean readable = request.hasBody()
                && !isEncoded(request)
                && claimsJson(request)
                && request.contentType().filter(JsonBody::charsetIsUtf8).isPresent();
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.parse(request.body()));
        } catch (JsonRefused doubtful) {
            return Optional.empty();
        }
    }

    /** Whether the call says its body is JSON, readable or not. */
    static boolean claimsJson(OutboundRequest request) {
        String type = request.mediaType();
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** The member of that name; empty when it is absent or another one differs from it by case only. */
    static Optional<JsonValue> member(JsonObject object, String name) {
        long alike = object.members().keySet().stream()
                .filter(name::equalsIgnoreCase)
                .count();
        return alike == 1 ? object.get(name) : Optional.empty();
    }

    private static boolean charsetIsUtf8(String contentType) {
        for (String parameter : contentType.toLowerCase(Locale.ROOT).split(";", -1)) {
            String trimmed = parameter.strip();
            if (trimmed.startsWith("charset")
                    && !List.of("charset=utf-8", "charset=\"utf-8\"").contains(trimmed)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEncoded(OutboundRequest request) {
        return !request.header("content-encoding").stream().allMatch("identity"::equalsIgnoreCase);
    }
}

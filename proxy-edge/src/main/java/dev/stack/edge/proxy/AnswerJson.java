// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.edge.egress.UpstreamAnswer;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.EntryId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Wraps a service's answer: {@code {"status", "headers", "body", "body_encoding"?, "audit_entry_id", "duration_ms",
 * "redacted"}}.
 */
final class AnswerJson {

    private AnswerJson() {}

    static byte[] write(UpstreamAnswer answer, AnswerBody body, boolean redacted, EntryId entry, Duration took) {
        var out = new ByteArrayOutputStream(body.json().length + 512);
        out.writeBytes(
                utf8("{\"status\":" + answer.status() + ",\"headers\":" + headers(answer.headers()) + ",\"body\":"));
        out.writeBytes(body.json());
        out.writeBytes(utf8((body.encoded() ? ",\"body_encoding\":\"base64\"" : "")
                + ",\"audit_entry_id\":\"" + entry.value() + "\",\"duration_ms\":" + took.toMillis()
                + ",\"redacted\":" + redacted + "}"));
        return out.toByteArray();
    }

    /** A header that came once is a text, one that came more often an array. */
    private static String headers(Map<String, List<String>> headers) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        headers.forEach((name, values) -> members.put(
                name,
                values.size() == 1
                        ? new JsonString(values.getFirst())
                        : new JsonArray(
                                values.stream().<JsonValue>map(JsonString::new).toList())));
        return JsonText.write(new JsonObject(members));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.edge.egress.UpstreamAnswer;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.EntryId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wraps a service's answer: {@code {"status", "headers", "body", "body_encoding"?, "audit_entry_id", "duration_ms",
 * "redacted"}}. JSON that a strict reader takes stands there as it came, other text as a text, anything else in base64.
 */
final class AnswerJson {

    private static final StrictJson READER = new StrictJson(Limits.CALL);
    private static final Set<String> TEXT_TYPES = Set.of(
            "application/xml",
            "application/javascript",
            "application/x-www-form-urlencoded",
            "application/graphql",
            "application/x-ndjson",
            "application/yaml",
            "image/svg+xml");
    private static final byte[] NULL = ascii("null");

    private AnswerJson() {}

    static byte[] write(UpstreamAnswer answer, EntryId entry, Duration took) {
        var out = new ByteArrayOutputStream(answer.body().length + 512);
        out.writeBytes(
                utf8("{\"status\":" + answer.status() + ",\"headers\":" + headers(answer.headers()) + ",\"body\":"));
        boolean encoded = writeBody(out, answer);
        out.writeBytes(utf8((encoded ? ",\"body_encoding\":\"base64\"" : "")
                + ",\"audit_entry_id\":\"" + entry.value() + "\",\"duration_ms\":" + took.toMillis()
                + ",\"redacted\":" + answer.redacted() + "}"));
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

    /** Whether the body had to be encoded. */
    private static boolean writeBody(ByteArrayOutputStream out, UpstreamAnswer answer) {
        byte[] body = answer.body();
        String type = contentType(answer);
        String media = media(type);
        boolean json = media.equals("application/json") || media.endsWith("+json");
        if (body.length == 0) {
            out.writeBytes(json || media.isEmpty() ? NULL : ascii("\"\""));
            return false;
        }
        if (json && READER.accepts(body)) {
            out.writeBytes(body);
            return false;
        }
        Optional<String> text = json || isText(media) ? text(body, charset(type)) : Optional.empty();
        out.writeBytes(utf8(JsonText.write(
                new JsonString(text.orElseGet(() -> Base64.getEncoder().encodeToString(body))))));
        return text.isEmpty();
    }

    private static boolean isText(String media) {
        return media.isEmpty() || media.startsWith("text/") || media.endsWith("+xml") || TEXT_TYPES.contains(media);
    }

    private static Optional<String> text(byte[] body, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static String contentType(UpstreamAnswer answer) {
        return answer.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse("");
    }

    private static String media(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** UTF-8 where nothing is said, or nothing we know. */
    private static Charset charset(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String rest = lower.substring(at + "charset=".length());
        int end = rest.indexOf(';');
        String name =
                (end < 0 ? rest : rest.substring(0, end)).replace("\"", "").strip();
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

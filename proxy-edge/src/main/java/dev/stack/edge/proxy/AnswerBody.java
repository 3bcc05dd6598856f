// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.edge.egress.UpstreamAnswer;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a service's answer, as JSON: what a strict reader takes stands there as it came, other text as a text,
 * anything else in base64.
 *
 * @param json as it is handed out
 * @param encoded whether it is in base64
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record AnswerBody(byte[] json, boolean encoded) {

    /** What stands in the place of a body that is kept back. */
    static final AnswerBody WITHHELD =
            new AnswerBody(ascii("{\"redacted\":true,\"reason\":\"output_injection\"}"), false);

    private static final StrictJson READER = new StrictJson(Limits.CALL);
    private static final Set<String> TEXT_TYPES = Set.of(
            "application/xml",
            "application/javascript",
            "application/x-www-form-urlencoded",
            "application/graphql",
            "application/x-ndjson",
            "application/yaml",
            "image/svg+xml");

    static AnswerBody of(UpstreamAnswer answer) {
        byte[] body = answer.body();
        String type = contentType(answer);
        String media = media(type);
        boolean json = media.equals("application/json") || media.endsWith("+json");
        if (body.length == 0) {
            return new AnswerBody(ascii(json || media.isEmpty() ? "null" : "\"\""), false);
        }
        if (json && READER.accepts(body)) {
            return new AnswerBody(body, false);
        }
        Optional<String> text = json || isText(media) ? text(body, charset(type)) : Optional.empty();
        var value = new JsonString(text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        return new AnswerBody(JsonText.write(value).getBytes(StandardCharsets.UTF_8), text.isEmpty());
    }

    /** The text its reader will see, with the escapes of JSON undone, or its beginning; empty when it is no text. */
    String beginning(int most) {
        return encoded
                ? ""
                : JsonEscapes.undone(new String(json, 0, Math.min(json.length, most), StandardCharsets.UTF_8));
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
}

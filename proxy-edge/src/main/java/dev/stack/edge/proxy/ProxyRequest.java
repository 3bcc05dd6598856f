// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.ledger.Hash;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call as its caller describes it.
 *
 * @param service slug of the provider, or id of the connection: whose credential is used
 * @param method in upper case
 * @param url absolute; may hold {@code {{instance_url}}} and {@code {{account_id}}}
 * @param headers extra headers by name
 * @param body the bytes to send; empty for none
 * @param query added to the URL's own; a key that is there already is replaced
 * @param stream whether the answer is handed on as it arrives
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared never
public record ProxyRequest(
        String service,
        String method,
        String url,
        Map<String, List<String>> headers,
        byte[] body,
        Map<String, String> query,
        boolean stream) {

    /** Longest body, in bytes. */
    public static final int BODY_MAX = 10 << 20;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
    private static final Set<String> BODILESS = Set.of("GET", "HEAD");
    private static final String CONTENT_TYPE = "content-type";
    private static final int URL_MAX = 8_192;
    private static final int HEADERS_MAX = 64;
    private static final int HEADER_MAX = 16_384;
    private static final int QUERY_MAX = 256;

    /** Reads the body of {@code POST /v1/proxy}. */
    public static ProxyRequest read(Members members, boolean acceptsStream) {
        String method = members.requiredText("method", 16).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw Refusal.invalid("/method must be one of GET, POST, PUT, PATCH, DELETE, HEAD.")
                    .because("method");
        }
        Map<String, List<String>> headers = headers(members);
        byte[] body = body(members, headers);
        if (body.length > 0 && BODILESS.contains(method)) {
            throw Refusal.invalid("A " + method + " call has no body. Leave /body out, or choose another method.");
        }
        return new ProxyRequest(
                members.requiredText("service", 128).toLowerCase(Locale.ROOT),
                method,
                members.requiredText("url", URL_MAX),
                headers,
                body,
                members.textMap("query", QUERY_MAX, URL_MAX).orElse(Map.of()),
                acceptsStream || members.bool("stream").orElse(false));
    }

    /** What must be the same for two requests to be the same. */
    Hash digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            add(sha256, service);
            add(sha256, method);
            add(sha256, url);
            headers.forEach((name, values) -> {
                add(sha256, name.toLowerCase(Locale.ROOT));
                values.forEach(value -> add(sha256, value));
            });
            add(sha256, "");
            query.forEach((name, value) -> {
                add(sha256, name);
                add(sha256, value);
            });
            add(sha256, stream ? "stream" : "whole");
            sha256.update(body);
            return Hash.of(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    /** A header has one value, or an array of them. */
    private static Map<String, List<String>> headers(Members members) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        members.object("headers").map(Members::asObject).ifPresent(object -> object.members()
                .forEach((name, value) -> headers.put(name, values(name, value))));
        if (headers.size() > HEADERS_MAX) {
            throw Refusal.invalid(
                    "/headers holds " + headers.size() + " headers; at most " + HEADERS_MAX + " are sent.");
        }
        return headers;
    }

    private static List<String> values(String name, JsonValue value) {
        List<String> values = new ArrayList<>();
        List<JsonValue> items = value instanceof JsonArray(List<JsonValue> many) ? many : List.of(value);
        for (JsonValue item : items) {
            if (!(item instanceof JsonString(String text)) || text.length() > HEADER_MAX) {
                throw Refusal.invalid("/headers takes texts of at most " + HEADER_MAX
                        + " characters, or arrays of them; one of the values is none.");
            }
            values.add(text);
        }
        if (values.isEmpty() || values.size() > HEADERS_MAX) {
            throw Refusal.invalid("/headers holds a header with no value, or with too many.");
        }
        return List.copyOf(values);
    }

    /** Text is sent as it is, anything else as JSON; a type the caller states is never changed. */
    private static byte[] body(Members members, Map<String, List<String>> headers) {
        Optional<JsonValue> body = members.value("body");
        if (body.isEmpty()) {
            return new byte[0];
        }
        Optional<String> encoding = members.text("body_encoding", 16);
        boolean typed = headers.keySet().stream().anyMatch(CONTENT_TYPE::equalsIgnoreCase);
        byte[] bytes;
        String type;
        if (encoding.isPresent()) {
            bytes = base64(encoding.get(), body.get());
            type = "application/octet-stream";
        } else if (body.get() instanceof JsonString(String text)) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            type = "text/plain; charset=utf-8";
        } else {
            bytes = JsonText.write(body.get()).getBytes(StandardCharsets.UTF_8);
            type = "application/json";
        }
        if (bytes.length > BODY_MAX) {
            throw new Refusal(
                    ErrorCode.PAYLOAD_TOO_LARGE, "/body is larger than " + BODY_MAX + " bytes. Send less in one call.");
        }
        if (!typed) {
            headers.put("Content-Type", List.of(type));
        }
        return bytes;
    }

    private static byte[] base64(String encoding, JsonValue body) {
        if (encoding.equals("base64") && body instanceof JsonString(String text)) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException malformed) {
                throw Refusal.invalid("/body is not base64 (RFC 4648, section 4), which /body_encoding says it is.");
            }
        }
        throw Refusal.invalid("/body_encoding takes base64, with a text in /body.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** Reads the JSON body of a request, once, strictly. Every body is an object; none at all is the empty one. */
final class JsonBodies {

    private static final String BYTES = JsonBodies.class.getName();
    private static final Map<Limits, StrictJson> READERS =
            Map.of(Limits.BODY, new StrictJson(Limits.BODY), Limits.CALL_REQUEST, new StrictJson(Limits.CALL_REQUEST));
    private static final JsonObject EMPTY = new JsonObject(Map.of());

    private JsonBodies() {}

    /** The body as it came; asking again gives the same bytes. */
    static byte[] bytes(HttpServletRequest request) throws IOException {
        return bytes(request, Limits.BODY);
    }

    private static byte[] bytes(HttpServletRequest request, Limits limits) throws IOException {
        if (request.getAttribute(BYTES) instanceof byte[] read) {
            return read;
        }
        byte[] read = read(request, limits.bytes());
        request.setAttribute(BYTES, read);
        return read;
    }

    /** The body as an object. */
    static JsonObject object(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return object(request, Limits.BODY);
    }

    /** The body as an object within those limits: {@link Limits#BODY}, or {@link Limits#CALL_REQUEST}. */
    static JsonObject object(HttpServletRequest request, Limits limits)
            throws IOException, HttpMediaTypeNotSupportedException {
        byte[] body = bytes(request, limits);
        if (body.length == 0) {
            return EMPTY;
        }
        requireJson(request);
        try {
            if (Objects.requireNonNull(READERS.get(limits)).parse(body) instanceof JsonObject object) {
                return object;
            }
            throw Refusal.invalid("The body must be a JSON object.");
        } catch (JsonRefused refused) {
            throw Refusal.invalid("The body is not one JSON value in UTF-8: " + refused.getMessage() + ".");
        }
    }

    private static byte[] read(HttpServletRequest request, int max) throws IOException {
        if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            throw Refusal.invalid("Compressed bodies are not taken. Send the body without Content-Encoding.");
        }
        if (request.getContentLengthLong() > max) {
            throw tooLarge(max);
        }
        byte[] body = WipedBody.read(request, max);
        if (body.length > max) {
            throw tooLarge(max);
        }
        return body;
    }

    private static void requireJson(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String header = request.getContentType();
        try {
            MediaType type = header == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(header);
            boolean json = type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    || (type.getType().equals("application")
                            && type.getSubtype().endsWith("+json"));
            boolean utf8 = type.getParameter("charset") == null || StandardCharsets.UTF_8.equals(type.getCharset());
            if (!json || !utf8) {
                throw new HttpMediaTypeNotSupportedException("not JSON in UTF-8");
            }
        } catch (InvalidMediaTypeException malformed) {
            throw new HttpMediaTypeNotSupportedException("malformed content type");
        }
    }

    private static Refusal tooLarge(int max) {
        return new Refusal(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + max + " bytes. Send less.");
    }
}

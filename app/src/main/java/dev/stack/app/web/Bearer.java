// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** What a request brings as {@code Authorization: Bearer} (RFC 6750, section 2.1). It has no text form of its own. */
final class Bearer {

    private static final String SCHEME = "Bearer ";
    private static final int LENGTH_MAX = 8 << 10;
    private static final int PREFIX_LENGTH = 16;
    private static final int SUBJECT_LENGTH = 64;

    private final String token;
    private final Optional<JsonObject> claims;
    private final BearerKind kind;

    private Bearer(String token) {
        this.token = token;
        this.claims = BearerKind.claims(token);
        this.kind = BearerKind.of(token, claims);
    }

    /** The one credential of the request; two are refused, since nobody could say which one counts. */
    static Optional<Bearer> of(HttpServletRequest request) {
        List<String> fields = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (fields.size() > 1) {
            throw refused("The request has " + fields.size() + " Authorization headers. Send exactly one.");
        }
        String field = fields.getFirst();
        if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || field.length() > LENGTH_MAX) {
            throw refused("The Authorization header must be: Bearer, a space and your API key.");
        }
        return Optional.of(new Bearer(field.substring(SCHEME.length()).strip()));
    }

    /** An API key that came in a form. */
    static Bearer ofKey(String apiKey) {
        Bearer bearer = new Bearer(apiKey);
        if (bearer.kind != BearerKind.API_KEY || apiKey.length() > LENGTH_MAX) {
            throw refused("This is no API key: one begins with sk_live_.");
        }
        return bearer;
    }

    /** What it claims to be. */
    BearerKind kind() {
        return kind;
    }

    /** The credential itself, for whoever decides whether it is good. */
    String token() {
        return token;
    }

    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A name for the key that tells nothing of it. */
    String fingerprint() {
        return HexFormat.of().formatHex(sha256());
    }

    /**
     * Too few characters to be worth stealing, enough to tell one prober from another. All JWTs begin alike, so of them it is
     * whom they name.
     */
    String prefix() {
        return claims.map(said -> "sub " + subject(said)).orElseGet(() -> start(token, PREFIX_LENGTH));
    }

    static Refusal refused(String message) {
        return new Refusal(ErrorCode.UNAUTHORIZED, message);
    }

    private static String subject(JsonObject claims) {
        return claims.get("sub").orElse(JsonValue.NULL) instanceof JsonString(String name)
                ? start(name, SUBJECT_LENGTH)
                : "";
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}

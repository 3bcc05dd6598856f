// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

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
    private static final String API_KEY = "sk_live_";
    private static final int LENGTH_MAX = 8 << 10;
    private static final int PREFIX_LENGTH = 16;

    private final String token;

    private Bearer(String token) {
        this.token = token;
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

    boolean isApiKey() {
        return token.startsWith(API_KEY);
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

    /** Too few characters to be worth stealing, enough to tell one prober from another. */
    String prefix() {
        return token.substring(0, Math.min(PREFIX_LENGTH, token.length()));
    }

    static Refusal refused(String message) {
        return new Refusal(ErrorCode.UNAUTHORIZED, message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OAuthRefusal;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One failed request, as the caller hears of it.
 *
 * @param status the code's, except where HTTP has a finer one, such as 405
 * @param message stands alone: the fact, the id, the next step
 * @param headers fields the answer carries besides
 */
record Problem(
        ErrorCode code, int status, String message, Map<String, JsonValue> details, Map<String, List<String>> headers) {

    static final String CONTENT_TYPE = "application/problem+json";

    /** Member of {@link Refusal#details()} that becomes the header {@code Retry-After}. */
    static final String RETRY_AFTER = "retry_after_seconds";

    /** Member of {@link #details()} that says what it is called in OAuth. */
    private static final String OAUTH_ERROR = "oauth_error";

    static Problem of(Refusal refusal) {
        int status = ProblemKind.of(refusal.code()).status();
        return new Problem(refusal.code(), status, refusal.reason(), refusal.details(), Map.of());
    }

    static Problem of(OAuthRefusal refusal) {
        Map<String, JsonValue> details = Map.of(OAUTH_ERROR, new JsonString(refusal.error()));
        return new Problem(codeOf(refusal.status()), refusal.status(), refusal.description(), details, Map.of());
    }

    static Problem of(ErrorCode code, String message) {
        return of(new Refusal(code, message));
    }

    /** A failure HTTP has an own status for; its code is the nearest of the catalogue. */
    static Problem ofStatus(int status, String message, Map<String, List<String>> headers) {
        return new Problem(codeOf(status), status, message, Map.of(), headers);
    }

    private static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    }

    /** Seconds until another try makes sense: what the refusal says, else the code's. */
    Optional<Long> retryAfter() {
        if (details.get(RETRY_AFTER) instanceof JsonNumber seconds) {
            return seconds.asLong();
        }
        return switch (code) {
            case RATE_LIMITED, RUNTIME_UNAVAILABLE -> Optional.of(60L);
            case UNAVAILABLE -> Optional.of(5L);
            case OUTCOME_UNKNOWN -> Optional.of(1L);
            default -> Optional.empty();
        };
    }

    /** The body as OAuth has it (RFC 6749, section 5.2), for routes of that protocol. */
    byte[] oauthBody() {
        Map<String, JsonValue> body = new LinkedHashMap<>();
        body.put("error", details.getOrDefault(OAUTH_ERROR, new JsonString(oauthError())));
        body.put("error_description", new JsonString(message));
        return JsonText.write(new JsonObject(body)).getBytes(StandardCharsets.UTF_8);
    }

    private String oauthError() {
        return switch (code) {
            case RATE_LIMITED, UNAVAILABLE, OUTCOME_UNKNOWN -> "temporarily_unavailable";
            default -> status < 500 ? "invalid_request" : "server_error";
        };
    }

    /** How a caller whose proof did not hold can make itself known (RFC 9449, section 7.1); empty for every other one. */
    Optional<String> challenge() {
        boolean proof = details.get("reason") instanceof JsonString(String reason) && reason.startsWith("proof_");
        return proof ? Optional.of("DPoP error=\"invalid_dpop_proof\"") : Optional.empty();
    }

    /** The body: RFC 9457, and the same again in the member {@code error} for clients that read only that. */
    byte[] body(String requestId) {
        Map<String, JsonValue> all = new LinkedHashMap<>(details);
        all.put("request_id", new JsonString(requestId));
        Map<String, JsonValue> error = new LinkedHashMap<>();
        error.put("code", new JsonString(code.name()));
        error.put("message", new JsonString(message));
        error.put("details", new JsonObject(all));

        Map<String, JsonValue> body = new LinkedHashMap<>();
        body.put("type", new JsonString(ProblemKind.type(code)));
        body.put("title", new JsonString(ProblemKind.of(code).title()));
        body.put("status", JsonNumber.of(status));
        body.put("code", new JsonString(code.name()));
        body.put("detail", new JsonString(message));
        body.put("instance", new JsonString(requestId));
        body.put("error", new JsonObject(error));
        return JsonText.write(new JsonObject(body)).getBytes(StandardCharsets.UTF_8);
    }
}

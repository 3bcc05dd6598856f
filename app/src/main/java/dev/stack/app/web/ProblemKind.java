// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.ErrorCode;
import java.util.Locale;

/**
 * What HTTP says about a code (RFC 9457). The only place that knows the status of a code.
 *
 * @param status the HTTP status
 * @param title what went wrong, the same for every occurrence
 */
record ProblemKind(int status, String title) {

    /** The contract's catalogue of errors. */
    static ProblemKind of(ErrorCode code) {
        return switch (code) {
            case UNAUTHORIZED -> new ProblemKind(401, "The credential is missing or not valid");
            case INVALID_API_KEY -> new ProblemKind(401, "The API key matches no live key");
            case PASSPORT_EXPIRED -> new ProblemKind(401, "The passport has expired");
            case PASSPORT_REVOKED -> new ProblemKind(401, "The passport is revoked");
            case FORBIDDEN -> new ProblemKind(403, "The caller may not do this");
            case PASSPORT_BLOCKED -> new ProblemKind(403, "The agent gets no passports after a review");
            case MISSION_ENDED -> new ProblemKind(403, "The mission is over");
            case MISSION_REQUIRED -> new ProblemKind(403, "A mission must be named");
            case MISSION_CAP_EXCEEDED -> new ProblemKind(403, "The call would pass a cap of its mission");
            case INTENT_APPROVAL_REQUIRED -> new ProblemKind(403, "The action needs an approval");
            case TIER_LIMIT_EXCEEDED -> new ProblemKind(403, "The plan's limit is reached");
            case TRUST_LEVEL_INSUFFICIENT -> new ProblemKind(403, "The trust level is too low");
            case UNAUTHORIZED_SKILL_ACCESS -> new ProblemKind(403, "The agent may not use this skill");
            case IDENTITY_REQUIREMENTS_NOT_MET ->
                new ProblemKind(403, "The service asks for more identity than the passport proves");
            case GOVERNANCE_APPROVAL_REQUIRED -> new ProblemKind(403, "Weakening a safeguard needs a human's approval");
            case DELEGATION_DEPTH_EXCEEDED -> new ProblemKind(400, "The delegation chain would be too long");
            case SCOPE_ESCALATION -> new ProblemKind(400, "The passport would allow more than its source");
            case ACCOUNTABILITY_REQUIRED -> new ProblemKind(400, "The agent must declare its intent");
            case DELEGATION_ACCOUNTABILITY_VIOLATION ->
                new ProblemKind(400, "Delegation may not lower the accountability mode");
            case SCHEMA_VALIDATION_FAILED -> new ProblemKind(400, "The payload does not match its schema");
            case INVALID_REQUEST -> new ProblemKind(400, "The request is not valid");
            case INSUFFICIENT_CREDITS -> new ProblemKind(402, "The wallet does not cover the price");
            case NOT_FOUND -> new ProblemKind(404, "Not found");
            case SKILL_NOT_FOUND -> new ProblemKind(404, "The skill was not found");
            case INVOCATION_NOT_FOUND -> new ProblemKind(404, "The invocation was not found");
            case CHECKPOINT_NOT_AVAILABLE -> new ProblemKind(404, "The passport has no checkpoints");
            case DROPOFF_ALREADY_COLLECTED -> new ProblemKind(409, "The drop-off was collected before");
            case DROPOFF_EXPIRED -> new ProblemKind(410, "The drop-off has expired");
            case DROPOFF_NOT_READY -> new ProblemKind(409, "Nothing was deposited yet");
            case DROPOFF_ALREADY_DEPOSITED -> new ProblemKind(409, "The drop-off was deposited before");
            case ALREADY_CHECKED_OUT -> new ProblemKind(409, "The passport is checked out");
            case CONFLICT -> new ProblemKind(409, "The state does not allow this now");
            case CONNECTION_NOT_CONFIGURED -> new ProblemKind(409, "The connection is not configured for calls");
            case RATE_LIMITED -> new ProblemKind(429, "Too many requests");
            case PROMPT_INJECTION_BLOCKED -> new ProblemKind(403, "The body carries a prompt injection");
            case UPSTREAM_TIMEOUT -> new ProblemKind(504, "The service did not answer in time");
            case UPSTREAM_ERROR -> new ProblemKind(502, "The service could not be reached");
            case RESPONSE_TOO_LARGE -> new ProblemKind(502, "The service's answer is too large");
            case PAYLOAD_TOO_LARGE -> new ProblemKind(413, "The request body is too large");
            case UNAVAILABLE -> new ProblemKind(503, "A part we need is missing");
            case OUTCOME_UNKNOWN -> new ProblemKind(503, "The outcome is not known");
            case RUNTIME_UNAVAILABLE -> new ProblemKind(503, "No sandbox is available");
            case INTERNAL -> new ProblemKind(500, "Something unexpected happened");
        };
    }

    /** Identifies the code's section of the error reference. */
    static String type(ErrorCode code) {
        return "/errors/" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

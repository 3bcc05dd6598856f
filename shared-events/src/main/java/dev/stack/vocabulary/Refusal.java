// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The domain says no. Its message goes to the caller and stands alone: it names the fact, the id and the next step, and
 * never a secret. {@link #details()} holds members for programs.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, JsonValue> details;
    private final @Nullable String finding;

    public Refusal(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    public Refusal(ErrorCode code, String message, Map<String, JsonValue> details) {
        this(code, message, details, null);
    }

    private Refusal(ErrorCode code, String message, Map<String, JsonValue> details, @Nullable String finding) {
        // A refusal is an answer, not a defect: nobody reads its stack.
        super(message, null, false, false);
        this.code = code;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        this.finding = finding;
    }

    /** The same, with what was found for the record alone: the caller never sees it. */
    public Refusal because(String finding) {
        return new Refusal(code, reason(), details, finding);
    }

    /** Bad input: what was expected, what was found, what to do. */
    public static Refusal invalid(String message) {
        return new Refusal(ErrorCode.INVALID_REQUEST, message);
    }

    /** The API key proves nobody: nothing of why. */
    public static Refusal unknownKey() {
        return new Refusal(
                ErrorCode.INVALID_API_KEY,
                "The API key matches no live key. Check it, or make a new one; a regenerated key is dead.");
    }

    /** Absent, or another operator's: the two must not be told apart. */
    public static Refusal notFound(String what, String id) {
        return new Refusal(
                ErrorCode.NOT_FOUND,
                what + " " + id + " not found. Check the id; ids of other operators are not visible.");
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, JsonValue> details() {
        return details;
    }

    /** What was found, for the record alone. */
    public Optional<String> finding() {
        return Optional.ofNullable(finding);
    }

    /** The message, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

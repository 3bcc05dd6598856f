// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the claims of what agents sign; a claim of another type counts as absent. */
record SignedClaims(JsonObject members) {

    /** How far an agent's clock may be ahead of ours, and behind. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /** Longest life of anything that is good once. */
    static final Duration LIFE_MAX = Duration.ofSeconds(60);

    private static final int JTI_MAX = 128;

    /** The largest whole number every JSON reader takes exactly (RFC 7493, section 2.2). */
    private static final long WHOLE_MAX = (1L << 53) - 1;

    Optional<String> text(String name) {
        return members.members().get(name) instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }

    /** A NumericDate (RFC 7519, section 2) of whole seconds. */
    Optional<Instant> time(String name) {
        return members.members().get(name) instanceof JsonNumber number
                ? number.asLong()
                        .filter(seconds -> seconds >= 0 && seconds <= WHOLE_MAX)
                        .map(Instant::ofEpochSecond)
                : Optional.empty();
    }

    boolean has(String name) {
        return members.members().containsKey(name);
    }

    /** What makes a text one that can be told from every other of the same key. */
    Optional<String> jti() {
        return text("jti").filter(jti -> !jti.isEmpty() && jti.length() <= JTI_MAX);
    }
}

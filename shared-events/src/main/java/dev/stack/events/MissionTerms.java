// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was declared when a mission was opened.
 *
 * @param agent whom it is assigned to; {@code null} = any agent of the operator
 * @param intentSummary the work in words, 1 to 500 characters; {@code null} only where none was needed
 * @param intentServices provider slugs; {@code null} = not declared
 * @param implicit opened by an issue that named none
 * @param declared the other members of the request as they came, to be shown again
 */
public record MissionTerms(
        @Nullable AgentId agent,
        @Nullable String intentSummary,
        @Nullable List<String> intentServices,
        boolean implicit,
        Instant expiresAt,
        JsonObject declared) {

    public MissionTerms {
        intentServices = intentServices == null ? null : List.copyOf(intentServices);
    }
}

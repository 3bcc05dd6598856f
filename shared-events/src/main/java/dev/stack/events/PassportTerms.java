// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a passport says: with the key {@code kid} the signed token can be made again, so that none is stored.
 *
 * @param services each a {@link dev.stack.vocabulary.ServiceScope} in its wire form
 * @param intentSummary own intent, else the mission's; {@code null} when neither was declared
 * @param intentServices provider slugs declared with the intent; empty when none
 * @param ttlSeconds the life asked for; a refresh without one of its own uses it again
 * @param checkpointIntervalSeconds seconds between two checkpoints
 * @param estimatedDurationSeconds how long the work was said to take, or {@code null}
 * @param issuedAt when it was signed first
 * @param expiresAt the stored expiry at that time
 * @param kid the key that signed it
 */
public record PassportTerms(
        String agentName,
        SessionId session,
        AccountabilityMode accountability,
        List<JsonObject> services,
        @Nullable String intentSummary,
        List<String> intentServices,
        boolean willDelegate,
        @Nullable Integer estimatedDurationSeconds,
        int ttlSeconds,
        int checkpointIntervalSeconds,
        Instant missionExpiresAt,
        Instant issuedAt,
        Instant expiresAt,
        String kid) {

    public PassportTerms {
        services = List.copyOf(services);
        intentServices = List.copyOf(intentServices);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
 * @param lineage where it comes from; {@code null} in entries older than delegation, which tell of roots
 * @param status where its status is published; {@code null} in entries older than the status list
 * @param identityClaims ids of the verified claims it carries
 * @param confirmation thumbprint of the key it is bound to; {@code null} for one that whoever holds it may use
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
        String kid,
        @Nullable Lineage lineage,
        @Nullable StatusSlot status,
        List<String> identityClaims,
        @Nullable String confirmation) {

    public PassportTerms {
        services = List.copyOf(services);
        intentServices = List.copyOf(intentServices);
        identityClaims = List.copyOf(Objects.requireNonNullElse(identityClaims, List.of()));
    }

    /** Whether it carries a connection to that provider. */
    public boolean carries(String provider) {
        return services.stream().anyMatch(scope -> new JsonString(provider)
                .equals(scope.members().get("provider")));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection, never its secret. {@code connectedAt} and {@code createdAt} are equal. */
public record ConnectionAnswer(
        ConnectionId id,
        String serviceId,
        String provider,
        String name,
        @Nullable String description,
        List<String> scopes,
        String status,
        boolean verified,
        @Nullable Instant verifiedAt,
        String connectedBy,
        boolean proxyEnabled,
        JsonObject config,
        JsonObject identityRequirements,
        List<String> warnings,
        Instant connectedAt,
        Instant createdAt) {

    private static final JsonObject EMPTY = new JsonObject(Map.of());

    /** A connection as it stands after {@code connected}, live or gone. */
    public static ConnectionAnswer of(ServiceConnected connected, boolean live, List<String> warnings) {
        return new ConnectionAnswer(
                connected.connection(),
                connected.serviceId(),
                connected.provider(),
                connected.name(),
                connected.description(),
                connected.scopes(),
                live ? "active" : "disconnected",
                false,
                null,
                connected.connectedBy(),
                true,
                EMPTY,
                EMPTY,
                List.copyOf(warnings),
                connected.at(),
                connected.at());
    }
}

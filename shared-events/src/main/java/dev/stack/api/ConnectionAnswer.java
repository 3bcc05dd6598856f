// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionState;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection, never its secret. {@code connectedAt} and {@code createdAt} are equal.
 *
 * @param statusReason why it is in error, in words
 * @param config what is set of the members a PATCH takes
 * @param credentialVersion counts the credentials it had; 0 while it waits for a person to agree
 * @param authorizationUrl where that person agrees; only in the answer that began it
 * @param state what comes back with that person; only in the answer that began it
 */
public record ConnectionAnswer(
        ConnectionId id,
        String serviceId,
        String provider,
        String name,
        @Nullable String description,
        List<String> scopes,
        ConnectionStatus status,
        @Nullable String statusReason,
        boolean verified,
        @Nullable Instant verifiedAt,
        String connectedBy,
        boolean proxyEnabled,
        JsonObject config,
        JsonObject identityRequirements,
        List<String> warnings,
        int credentialVersion,
        @Nullable Instant credentialExpiresAt,
        Instant connectedAt,
        Instant createdAt,
        @Nullable String authorizationUrl,
        @Nullable String state) {

    private static final JsonObject EMPTY = new JsonObject(Map.of());

    /** A connection as it stands. */
    public static ConnectionAnswer of(ConnectionState state) {
        ServiceConnected connected = state.connected();
        return new ConnectionAnswer(
                connected.connection(),
                connected.serviceId(),
                connected.provider(),
                connected.name(),
                connected.description(),
                state.scopes(),
                state.status(),
                state.reason(),
                state.verifiedAt() != null,
                state.verifiedAt(),
                connected.connectedBy(),
                state.proxyEnabled(),
                state.settings().toJson(),
                EMPTY,
                ConnectionWarnings.of(state),
                state.secretVersion(),
                state.credential() == null ? null : state.credential().expiresAt(),
                connected.at(),
                connected.at(),
                null,
                null);
    }

    /** The same with one more warning. */
    public ConnectionAnswer withWarning(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return with(verified, List.copyOf(more), authorizationUrl, state);
    }

    /** The same, not verified just now, and why. */
    public ConnectionAnswer unverified(String why) {
        ConnectionAnswer warned = withWarning("Not verified: " + why);
        return warned.with(false, warned.warnings, authorizationUrl, state);
    }

    /** The same, waiting for a person to agree there. */
    public ConnectionAnswer waitingAt(String url, String returned) {
        return with(verified, warnings, url, returned);
    }

    private ConnectionAnswer with(
            boolean tested, List<String> warned, @Nullable String url, @Nullable String returned) {
        return new ConnectionAnswer(
                id,
                serviceId,
                provider,
                name,
                description,
                scopes,
                status,
                statusReason,
                tested,
                verifiedAt,
                connectedBy,
                proxyEnabled,
                config,
                identityRequirements,
                warned,
                credentialVersion,
                credentialExpiresAt,
                connectedAt,
                createdAt,
                url,
                returned);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a connection. The secret itself is sealed in the vault and never in an event. */
public sealed interface ConnectionEvent extends DomainEvent {

    ConnectionId connection();

    /**
     * A service was connected, or is about to be: without a credential it waits for a person to agree at the service.
     *
     * @param serviceId id in the catalogue of services
     * @param provider slug, such as {@code slack} or {@code custom_billing}
     * @param scopes OAuth scopes the stored access has; {@code *} = unknown, contains every scope
     * @param secretVersion version of the sealed secret; 0 = none yet
     * @param credential {@code null} = none yet, or one value and nothing known of it
     * @param settings {@code null} = none
     */
    @EventName(value = "connection.connected", action = "service.connect", layer = Layer.VAULT, revision = 2)
    record ServiceConnected(
            OperatorId operator,
            ConnectionId connection,
            String serviceId,
            String provider,
            String name,
            @Nullable String description,
            List<String> scopes,
            int secretVersion,
            String connectedBy,
            Instant at,
            @Nullable StoredCredential credential,
            @Nullable ConnectionSettings settings)
            implements ConnectionEvent {
        public ServiceConnected {
            scopes = List.copyOf(scopes);
        }

        /** Whether a person has yet to agree at the service. */
        public boolean isPending() {
            return secretVersion == 0;
        }

        /** The settings it began with. */
        public ConnectionSettings settingsAtFirst() {
            return settings == null ? ConnectionSettings.NONE : settings;
        }
    }

    /** Its settings are these now. */
    @EventName(value = "connection.configured", action = "service.configure", layer = Layer.VAULT)
    record ConnectionConfigured(
            OperatorId operator, ConnectionId connection, ConnectionSettings settings, String by, Instant at)
            implements ConnectionEvent {}

    /** Calls through the proxy are allowed or forbidden from now on. */
    @EventName(value = "connection.proxy_toggled", action = "service.configure", layer = Layer.VAULT)
    record ProxyToggled(OperatorId operator, ConnectionId connection, boolean enabled, String by, Instant at)
            implements ConnectionEvent {}

    /** The service took the credential when asked. */
    @EventName(value = "connection.verified", action = "service.verify", layer = Layer.VAULT)
    record ConnectionVerified(OperatorId operator, ConnectionId connection, Instant at) implements ConnectionEvent {}

    /**
     * Another credential is in force; earlier versions end with the calls that use them.
     *
     * @param scopes the scopes it has; {@code null} = as before
     * @param by who gave it, or {@code null} when the server renewed it by itself
     */
    @EventName(value = "connection.credential_replaced", action = "vault.rotate", layer = Layer.VAULT)
    record CredentialReplaced(
            OperatorId operator,
            ConnectionId connection,
            int secretVersion,
            StoredCredential credential,
            CredentialChange change,
            @Nullable List<String> scopes,
            @Nullable String by,
            Instant at)
            implements ConnectionEvent {
        public CredentialReplaced {
            scopes = scopes == null ? null : List.copyOf(scopes);
        }

        @Override
        public String action() {
            return switch (change) {
                case AUTHORIZED -> "service.connect";
                case ROTATED -> "vault.rotate";
                case REFRESHED -> "vault.refresh";
            };
        }
    }

    /** The service no longer takes its credential. */
    @EventName(value = "connection.failed", action = "service.verify", layer = Layer.VAULT)
    record ConnectionFailed(OperatorId operator, ConnectionId connection, String reason, Instant at)
            implements ConnectionEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }

        @Override
        public Optional<String> errorMessage() {
            return Optional.of(reason);
        }
    }

    /** The secret is destroyed; the connection can never be used again. */
    @EventName(value = "connection.disconnected", action = "service.disconnect", layer = Layer.VAULT)
    record ServiceDisconnected(OperatorId operator, ConnectionId connection, Instant at) implements ConnectionEvent {}
}

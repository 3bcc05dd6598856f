// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a connection. The secret itself is sealed in the vault and never in an event. */
public sealed interface ConnectionEvent extends DomainEvent {

    ConnectionId connection();

    /**
     * A service was connected.
     *
     * @param serviceId id in the catalogue of services
     * @param provider slug, such as {@code slack} or {@code custom_billing}
     * @param scopes OAuth scopes the stored access has; {@code *} = unknown, contains every scope
     * @param secretVersion version of the sealed secret
     */
    @EventName(value = "connection.connected", action = "service.connect", layer = Layer.VAULT)
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
            Instant at)
            implements ConnectionEvent {
        public ServiceConnected {
            scopes = List.copyOf(scopes);
        }
    }

    /** The secret is destroyed; the connection can never be used again. */
    @EventName(value = "connection.disconnected", action = "service.disconnect", layer = Layer.VAULT)
    record ServiceDisconnected(OperatorId operator, ConnectionId connection, Instant at) implements ConnectionEvent {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a stored credential outside the proxy. */
public sealed interface CredentialEvent extends DomainEvent {

    /**
     * A credential is about to be opened and handed out in clear. Recorded before it is opened.
     *
     * @param secretVersion version of the sealed secret
     * @param access how the agent may reach credentials; {@code null} when no agent is named
     * @param retrievedBy who asked
     */
    @EventName(value = "credential.retrieved", action = "credential.retrieve", layer = Layer.VAULT)
    record CredentialRetrieved(
            OperatorId operator,
            ConnectionId connection,
            String provider,
            int secretVersion,
            @Nullable CredentialAccess access,
            @Nullable AgentId agent,
            @Nullable Jti jti,
            @Nullable MissionId mission,
            String retrievedBy,
            Instant at)
            implements CredentialEvent {

        @Override
        public Subject subject() {
            return new Subject(agent, jti, mission);
        }
    }
}

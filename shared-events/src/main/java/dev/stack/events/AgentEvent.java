// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an agent, its grants among it. */
public sealed interface AgentEvent extends DomainEvent {

    AgentId agent();

    @Override
    default Subject subject() {
        return Subject.of(agent());
    }

    @EventName(value = "agent.registered", revision = 2, action = "agent.register", layer = Layer.VAULT)
    record AgentRegistered(OperatorId operator, AgentId agent, AgentSettings settings, Instant at)
            implements AgentEvent {}

    /** Holds all settings as they are now. */
    @EventName(value = "agent.updated", revision = 2, action = "agent.update", layer = Layer.VAULT)
    record AgentUpdated(OperatorId operator, AgentId agent, AgentSettings settings, Instant at) implements AgentEvent {}

    @EventName(value = "agent.deleted", action = "agent.delete", layer = Layer.VAULT)
    record AgentDeleted(OperatorId operator, AgentId agent, Instant at) implements AgentEvent {}

    /** From now on no passport is issued to it. */
    @EventName(value = "agent.blocked", action = "agent.block", layer = Layer.VAULT)
    record AgentBlocked(OperatorId operator, AgentId agent, String reason, Instant at) implements AgentEvent {}

    @EventName(value = "agent.unblocked", action = "agent.unblock", layer = Layer.VAULT)
    record AgentUnblocked(OperatorId operator, AgentId agent, Instant at) implements AgentEvent {}

    /**
     * From now on the agent proves itself with this key as well.
     *
     * @param thumbprint names the key (RFC 7638)
     * @param publicKey the 32 bytes of the key in base64url: {@code x} of its JWK
     */
    @EventName(value = "agent.enrolled", action = "agent.enroll", layer = Layer.VAULT)
    record AgentEnrolled(OperatorId operator, AgentId agent, String thumbprint, String publicKey, Instant at)
            implements AgentEvent {}

    /** From now on that key proves nothing. */
    @EventName(value = "agent.key_revoked", action = "agent.key_revoke", layer = Layer.VAULT)
    record AgentKeyRevoked(OperatorId operator, AgentId agent, String thumbprint, String reason, Instant at)
            implements AgentEvent {}

    /**
     * The agent may use a connection; an earlier grant on it is replaced.
     *
     * @param scope the {@link dev.stack.vocabulary.ServiceScope} with every named intent expanded, which a newer
     *     catalogue never changes
     * @param intents the named intents as they were given
     * @param catalogVersion the catalogue that expanded them; {@code null} when none was named
     */
    @EventName(value = "grant.given", action = "service.grant", layer = Layer.VAULT)
    record GrantGiven(
            OperatorId operator,
            AgentId agent,
            ConnectionId connection,
            JsonObject scope,
            List<JsonObject> intents,
            @Nullable String catalogVersion,
            Instant at)
            implements AgentEvent {
        public GrantGiven {
            intents = List.copyOf(intents);
        }
    }

    @EventName(value = "grant.withdrawn", action = "service.revoke_grant", layer = Layer.VAULT)
    record GrantWithdrawn(OperatorId operator, AgentId agent, ConnectionId connection) implements AgentEvent {}

    /** Every grant of the agent is withdrawn at once. */
    @EventName(value = "grant.all_withdrawn", action = "service.revoke_agent", layer = Layer.VAULT)
    record AccessWithdrawn(OperatorId operator, AgentId agent) implements AgentEvent {}
}

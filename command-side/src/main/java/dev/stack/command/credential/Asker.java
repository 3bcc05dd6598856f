// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.agent.Agent;
import dev.stack.command.passport.Passport;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For whom a credential is asked: an agent, by its own credential or its passport, or nobody but the caller.
 *
 * @param agent the agent, if one is named
 * @param passport its passport, if one was sent
 */
record Asker(@Nullable Agent agent, @Nullable Passport passport) {

    /** What the record says when a passport reaches for what it does not carry. */
    static final String OUTSIDE_SCOPE = "credential_outside_scope";

    /** Refuses an agent that may see no credential in clear. */
    void requireClear() {
        if (agent == null) {
            return;
        }
        agent.requireMayHoldPassports();
        if (agent.settings().credentialAccess() == CredentialAccess.PROXY_ONLY) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Agent " + agent.id()
                            + " reaches credentials through the proxy alone: call POST /v1/proxy, or set its"
                            + " credential_access to direct with PATCH /v1/agents/" + agent.id() + ".");
        }
    }

    /** Refuses a connection that the passport does not carry, or without a passport, that the agent has no grant on. */
    void requireReaches(ConnectionId connection) {
        if (!reaches(connection)) {
            throw outsideScope("connection " + connection);
        }
    }

    boolean reaches(ConnectionId connection) {
        if (passport != null) {
            return passport.terms().services().stream().anyMatch(service -> carries(service, connection));
        }
        return agent == null
                || agent.allowedGrants().stream().map(GrantGiven::connection).anyMatch(connection::equals);
    }

    Refusal outsideScope(String what) {
        return new Refusal(
                        ErrorCode.FORBIDDEN,
                        (passport != null ? "The passport does not carry " : "The agent has no grant on ") + what
                                + ". Grant it with POST /v1/services/grant and issue another passport.")
                .because(OUTSIDE_SCOPE);
    }

    Optional<CredentialAccess> access() {
        return Optional.ofNullable(agent).map(named -> named.settings().credentialAccess());
    }

    @Nullable
    AgentId agentId() {
        return agent == null ? null : agent.id();
    }

    @Nullable
    Jti jti() {
        return passport == null ? null : passport.jti();
    }

    @Nullable
    MissionId mission() {
        return passport == null ? null : passport.mission();
    }

    private static boolean carries(JsonValue service, ConnectionId connection) {
        return service instanceof JsonObject scope
                && scope.get("connection_id")
                        .filter(new JsonString(connection.value())::equals)
                        .isPresent();
    }
}

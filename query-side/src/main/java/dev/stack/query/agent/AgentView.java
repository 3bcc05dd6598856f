// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.agent;

import dev.stack.events.AgentEvent;
import dev.stack.events.AgentEvent.AccessWithdrawn;
import dev.stack.events.AgentEvent.AgentBlocked;
import dev.stack.events.AgentEvent.AgentDeleted;
import dev.stack.events.AgentEvent.AgentEnrolled;
import dev.stack.events.AgentEvent.AgentKeyRevoked;
import dev.stack.events.AgentEvent.AgentRegistered;
import dev.stack.events.AgentEvent.AgentUnblocked;
import dev.stack.events.AgentEvent.AgentUpdated;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.AgentEvent.GrantWithdrawn;
import dev.stack.events.AgentSettings;
import dev.stack.events.CallEvent;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.CredentialEvent;
import dev.stack.events.DomainEvent;
import dev.stack.events.LoginEvent;
import dev.stack.events.MissionEvent;
import dev.stack.events.OperatorEvent;
import dev.stack.events.PassportEvent;
import dev.stack.events.SystemEvent;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import dev.stack.vocabulary.AgentId;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Agents and their grants. */
@Component
final class AgentView implements View {

    static final String NAME = "query.agent";

    private static final String REGISTER = """
            insert into query.agent (agent_id, operator_id, name, description, status, accountability, on_warning,
                on_critical, credential_access, key_mode, llm_inject_system_prompt, llm_redact_pii, icon_url,
                skill_access, allowed_skills, allowed_connections, require_key_bound, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (agent_id) do nothing""";

    private static final String UPDATE = """
            update query.agent set name = ?, description = ?, status = ?, accountability = ?, on_warning = ?,
                on_critical = ?, credential_access = ?, key_mode = ?, llm_inject_system_prompt = ?,
                llm_redact_pii = ?, icon_url = ?, skill_access = ?, allowed_skills = ?, allowed_connections = ?,
                require_key_bound = ?, updated_at = ?
            where agent_id = ?""";

    private static final String GRANT = """
            insert into query.service_grant
                (agent_id, connection_id, operator_id, scope, intents, catalog_version, created_at)
            values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
            on conflict (agent_id, connection_id) do update set scope = excluded.scope, intents = excluded.intents,
                catalog_version = excluded.catalog_version, created_at = excluded.created_at""";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("query.agent", "query.service_grant");
    }

    @Override
    public List<Change> changes(DomainEvent event) {
        return switch (event) {
            case AgentEvent agent -> of(agent);
            case ConnectionEvent connection -> of(connection);
            case OperatorEvent _,
                    MissionEvent _,
                    PassportEvent _,
                    CallEvent _,
                    CredentialEvent _,
                    LoginEvent _,
                    SystemEvent _ -> List.of();
        };
    }

    private static List<Change> of(AgentEvent event) {
        return switch (event) {
            case AgentRegistered registered -> List.of(register(registered));
            case AgentUpdated updated -> List.of(update(updated));
            case AgentDeleted deleted -> List.of(delete(deleted), withdrawAll(deleted.agent()));
            case AgentBlocked blocked -> List.of(block(blocked.agent(), blocked.reason(), blocked.at()));
            case AgentUnblocked unblocked -> List.of(unblock(unblocked));
            case AgentEnrolled enrolled -> List.of(enrol(enrolled));
            case AgentKeyRevoked revoked -> List.of(touch(revoked.agent(), revoked.at()));
            case GrantGiven grant -> List.of(give(grant));
            case GrantWithdrawn withdrawn -> List.of(withdraw(withdrawn));
            case AccessWithdrawn withdrawn -> List.of(withdrawAll(withdrawn.agent()));
        };
    }

    /** A destroyed connection takes its grants with it. */
    private static List<Change> of(ConnectionEvent event) {
        return switch (event) {
            case ServiceConnected _,
                    ConnectionConfigured _,
                    ProxyToggled _,
                    ConnectionVerified _,
                    CredentialReplaced _,
                    ConnectionFailed _ -> List.of();
            case ServiceDisconnected gone ->
                List.of(Change.of(
                        "delete from query.service_grant where connection_id = ?",
                        gone.connection().value()));
        };
    }

    private static Change register(AgentRegistered event) {
        AgentSettings settings = event.settings();
        return Change.of(
                REGISTER,
                event.agent().value(),
                event.operator().value(),
                settings.name(),
                settings.description(),
                settings.status().wire(),
                settings.accountability().wire(),
                settings.onWarning().wire(),
                settings.onCritical().wire(),
                settings.credentialAccess().wire(),
                settings.keyMode().wire(),
                settings.llmInjectSystemPrompt(),
                settings.llmRedactPii(),
                settings.iconUrl(),
                settings.skillAccess().wire(),
                settings.allowedSkills(),
                settings.allowedConnections(),
                settings.requireKeyBound(),
                event.at(),
                event.at());
    }

    private static Change update(AgentUpdated event) {
        AgentSettings settings = event.settings();
        return Change.of(
                UPDATE,
                settings.name(),
                settings.description(),
                settings.status().wire(),
                settings.accountability().wire(),
                settings.onWarning().wire(),
                settings.onCritical().wire(),
                settings.credentialAccess().wire(),
                settings.keyMode().wire(),
                settings.llmInjectSystemPrompt(),
                settings.llmRedactPii(),
                settings.iconUrl(),
                settings.skillAccess().wire(),
                settings.allowedSkills(),
                settings.allowedConnections(),
                settings.requireKeyBound(),
                event.at(),
                event.agent().value());
    }

    private static Change delete(AgentDeleted event) {
        return Change.of(
                "update query.agent set status = 'deleted', updated_at = ? where agent_id = ?",
                event.at(),
                event.agent().value());
    }

    private static Change block(AgentId agent, String reason, Instant at) {
        return Change.of(
                "update query.agent set blocked_reason = ?, blocked_at = ?, updated_at = ? where agent_id = ?",
                reason,
                at,
                at,
                agent.value());
    }

    private static Change unblock(AgentUnblocked event) {
        return Change.of(
                "update query.agent set blocked_reason = null, blocked_at = null, updated_at = ? where agent_id = ?",
                event.at(),
                event.agent().value());
    }

    private static Change enrol(AgentEnrolled event) {
        return Change.of(
                "update query.agent set enrolled_at = ?, updated_at = ? where agent_id = ?",
                event.at(),
                event.at(),
                event.agent().value());
    }

    private static Change touch(AgentId agent, Instant at) {
        return Change.of("update query.agent set updated_at = ? where agent_id = ?", at, agent.value());
    }

    private static Change give(GrantGiven grant) {
        return Change.of(
                GRANT,
                grant.agent().value(),
                grant.connection().value(),
                grant.operator().value(),
                grant.scope().toString(),
                new JsonArray(List.copyOf(grant.intents())).toString(),
                grant.catalogVersion(),
                grant.at());
    }

    private static Change withdraw(GrantWithdrawn event) {
        return Change.of(
                "delete from query.service_grant where agent_id = ? and connection_id = ?",
                event.agent().value(),
                event.connection().value());
    }

    private static Change withdrawAll(AgentId agent) {
        return Change.of("delete from query.service_grant where agent_id = ?", agent.value());
    }
}

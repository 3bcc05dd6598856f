// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.agent;

import dev.stack.api.AgentAnswer;
import dev.stack.api.AgentAnswer.Block;
import dev.stack.api.GrantAnswer;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.AgentSettings;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.SkillAccess;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks agents and grants up, always inside one operator. */
@Component
final class AgentRows {

    private static final int GRANTS_MAX = 1_000;

    private final JdbcClient jdbc;

    AgentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The live agents, newest first. */
    List<AgentAnswer> list(OperatorId operator, Page page) {
        return jdbc.sql("""
                        select * from query.agent where operator_id = ? and status <> 'deleted'
                        order by created_at desc, agent_id desc limit ? offset ?""")
                .params(operator.value(), page.limit(), page.offset())
                .query((row, _) -> agent(new Columns(row)))
                .list();
    }

    /** One agent; a deleted one too. */
    Optional<AgentAnswer> find(OperatorId operator, AgentId agent) {
        return jdbc.sql("select * from query.agent where agent_id = ? and operator_id = ?")
                .params(agent.value(), operator.value())
                .query((row, _) -> agent(new Columns(row)))
                .optional();
    }

    /** The grants of an agent, newest first. */
    List<GrantAnswer> grants(OperatorId operator, AgentId agent) {
        return jdbc.sql("""
                        select * from query.service_grant where agent_id = ? and operator_id = ?
                        order by created_at desc, connection_id desc limit ?""")
                .params(agent.value(), operator.value(), GRANTS_MAX)
                .query((row, _) -> grant(new Columns(row)))
                .list();
    }

    private static AgentAnswer agent(Columns columns) throws SQLException {
        return AgentAnswer.of(
                new OperatorId(columns.text("operator_id")),
                new AgentId(columns.text("agent_id")),
                settings(columns),
                block(columns),
                columns.timeOrNull("enrolled_at"),
                columns.time("created_at"),
                columns.time("updated_at"));
    }

    private static AgentSettings settings(Columns columns) throws SQLException {
        return new AgentSettings(
                columns.text("name"),
                columns.textOrNull("description"),
                AgentStatus.fromWire("status", columns.text("status")),
                AccountabilityMode.fromWire("accountability", columns.text("accountability")),
                OnFlag.fromWire("on_warning", columns.text("on_warning")),
                OnFlag.fromWire("on_critical", columns.text("on_critical")),
                CredentialAccess.fromWire("credential_access", columns.text("credential_access")),
                KeyMode.fromWire("key_mode", columns.text("key_mode")),
                columns.bool("llm_inject_system_prompt"),
                columns.bool("llm_redact_pii"),
                columns.textOrNull("icon_url"),
                SkillAccess.fromWire("skill_access", columns.text("skill_access")),
                columns.textsOrNull("allowed_skills"),
                columns.textsOrNull("allowed_connections"),
                columns.bool("require_key_bound"));
    }

    private static @Nullable Block block(Columns columns) throws SQLException {
        Instant at = columns.timeOrNull("blocked_at");
        return at == null ? null : new Block(columns.text("blocked_reason"), at);
    }

    private static GrantAnswer grant(Columns columns) throws SQLException {
        return GrantAnswer.of(new GrantGiven(
                new OperatorId(columns.text("operator_id")),
                new AgentId(columns.text("agent_id")),
                new ConnectionId(columns.text("connection_id")),
                columns.object("scope"),
                columns.objects("intents"),
                columns.textOrNull("catalog_version"),
                columns.time("created_at")));
    }
}

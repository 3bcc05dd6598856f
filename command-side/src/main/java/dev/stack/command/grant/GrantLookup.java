// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.grant;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.AgentEvent;
import dev.stack.events.AgentEvent.AccessWithdrawn;
import dev.stack.events.AgentEvent.AgentDeleted;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.AgentEvent.GrantWithdrawn;
import dev.stack.events.DomainEvent;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which agents hold a grant on a connection. */
@Component
public class GrantLookup implements Lookup {

    private final JdbcClient jdbc;

    GrantLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Guard> on(DomainEvent event) {
        return event instanceof AgentEvent change ? onAgent(change) : List.of();
    }

    /** Agents that hold a grant on that connection, in the order of their ids. */
    public List<AgentId> agentsOn(ConnectionId connection) {
        return jdbc.sql("SELECT agent_id FROM command.agent_grant WHERE connection_id = ? ORDER BY agent_id")
                .param(connection.value())
                .query((row, _) -> new AgentId(row.getString(1)))
                .list();
    }

    private static List<Guard> onAgent(AgentEvent event) {
        String agent = event.agent().value();
        return switch (event) {
            case GrantGiven given ->
                List.of(Guard.write(
                        "INSERT INTO command.agent_grant (connection_id, agent_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        given.connection().value(),
                        agent));
            case GrantWithdrawn withdrawn ->
                List.of(Guard.write(
                        "DELETE FROM command.agent_grant WHERE connection_id = ? AND agent_id = ?",
                        withdrawn.connection().value(),
                        agent));
            case AccessWithdrawn _, AgentDeleted _ ->
                List.of(Guard.write("DELETE FROM command.agent_grant WHERE agent_id = ?", agent));
            default -> List.of(); // nothing else touches a grant
        };
    }
}

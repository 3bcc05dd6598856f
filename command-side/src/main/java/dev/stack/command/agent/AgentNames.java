// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.AgentEvent;
import dev.stack.events.AgentEvent.AgentDeleted;
import dev.stack.events.AgentEvent.AgentRegistered;
import dev.stack.events.AgentEvent.AgentUpdated;
import dev.stack.events.DomainEvent;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Keeps the names of an operator's live agents apart, whatever their letters' case. */
@Component
final class AgentNames implements Lookup {

    @Override
    public List<Guard> on(DomainEvent event) {
        return event instanceof AgentEvent change ? onAgent(change) : List.of();
    }

    private static List<Guard> onAgent(AgentEvent event) {
        return switch (event) {
            case AgentRegistered registered ->
                List.of(take(registered, registered.settings().name()));
            case AgentUpdated updated ->
                List.of(free(updated), take(updated, updated.settings().name()));
            case AgentDeleted deleted -> List.of(free(deleted));
            default -> List.of(); // nothing else touches a name
        };
    }

    private static Guard free(AgentEvent event) {
        return Guard.write(
                "DELETE FROM command.agent_name WHERE agent_id = ?",
                event.agent().value());
    }

    private static Guard take(AgentEvent event, String name) {
        return Guard.require(
                () -> new Refusal(
                        ErrorCode.CONFLICT,
                        "Another live agent is named \"" + name
                                + "\". Choose another name, or rename or delete that agent."),
                "INSERT INTO command.agent_name (operator_id, name, agent_id) VALUES (?, ?, ?)",
                event.operator().value(),
                name.toLowerCase(Locale.ROOT),
                event.agent().value());
    }
}

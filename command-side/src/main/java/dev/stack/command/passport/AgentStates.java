// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.agent.Agent;
import dev.stack.command.decision.StateReader;
import dev.stack.events.AgentEvent;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Agents as decisions about passports see them. */
@Component
public class AgentStates {

    private final StateReader states;

    AgentStates(StateReader states) {
        this.states = states;
    }

    /** The caller's agent; the decision stands only if it does not change meanwhile. */
    public Agent decisive(AgentId id, Caller caller) {
        return states.decisive(id, AgentEvent.class, Agent::unborn, Agent::on)
                .filter(agent -> agent.isThereFor(caller))
                .orElseThrow(() -> Refusal.notFound("Agent", id.value()));
    }

    /** The agent that calls, if it is one. */
    public Optional<Agent> calling(Caller caller) {
        return caller.agent().map(agent -> decisive(agent, caller));
    }

    /** The agent as it is now, whoever asks. */
    Agent current(AgentId id) {
        return states.current(id, AgentEvent.class, Agent::unborn, Agent::on)
                .orElseThrow(() -> Refusal.notFound("Agent", id.value()));
    }
}

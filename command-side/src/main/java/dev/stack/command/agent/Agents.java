// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.command.decision.Loading;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Refusal;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Loads an agent to change it. */
public final class Agents {

    private Agents() {}

    /** The caller's agent, or the refusal of a missing one. */
    public static Aggregate<Agent> load(Repository<Agent> agents, AgentId id, Caller caller) {
        return Loading.find(agents, id)
                .filter(agent -> agent.invoke(state -> state.isThereFor(caller)))
                .orElseThrow(() -> Refusal.notFound("Agent", id.value()));
    }
}

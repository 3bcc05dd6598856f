// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.command.passport.Revocations;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Blocks an agent because of a checkout, and lifts the block with the decision on it. */
@Component
public class AgentBlocks {

    private final Repository<Agent> agents;
    private final Revocations revocations;

    AgentBlocks(Repository<Agent> agents, Revocations revocations) {
        this.agents = agents;
        this.revocations = revocations;
    }

    /** No new passports, and the live ones end. */
    public void block(OperatorId operator, AgentId agent, CheckoutId checkout, Instant at) {
        Aggregate<Agent> blocked = agents.load(agent.value());
        blocked.execute(state -> state.block("checkout " + checkout + " was blocked in review", at));
        revocations.ofAgent(operator, agent, "Agent blocked in review", at);
    }

    /** Lifts the block that this checkout caused; another one stays. Whether the agent is blocked afterwards. */
    public boolean unblock(AgentId agent, CheckoutId checkout, Instant at) {
        Aggregate<Agent> blocked = agents.load(agent.value());
        return blocked.invoke(state -> {
            if (state.blockedBy(checkout)) {
                state.unblock(at);
            }
            return state.blocked();
        });
    }
}

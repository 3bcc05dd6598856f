// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.api.AgentAnswer;
import dev.stack.command.agent.AgentCommand.DeleteAgent;
import dev.stack.command.agent.AgentCommand.UnblockAgent;
import dev.stack.command.agent.AgentCommand.UpdateAgent;
import dev.stack.command.passport.Revocations;
import dev.stack.events.AgentSettings;
import dev.stack.vocabulary.AgentStatus;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Changes to an agent that end its live passports: both happen in one transaction, or neither. */
@Component
final class AgentChanges {

    private final Repository<Agent> agents;
    private final Revocations revocations;
    private final Clock clock;

    AgentChanges(Repository<Agent> agents, Revocations revocations, Clock clock) {
        this.agents = agents;
        this.revocations = revocations;
        this.clock = clock;
    }

    @CommandHandler
    AgentAnswer update(UpdateAgent command) {
        Instant now = clock.instant();
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        AgentStatus before = agent.invoke(state -> state.settings().status());
        AgentAnswer answer = agent.invoke(state -> {
            AgentSettings changed = SettingsReader.update(state.settings(), command.members());
            return state.update(changed, now);
        });
        if (before == AgentStatus.ACTIVE && answer.status() == AgentStatus.SUSPENDED) {
            revocations.ofAgent(answer.operatorId(), command.agent(), "Agent suspended", now);
        }
        return answer;
    }

    @CommandHandler
    AgentAnswer unblock(UnblockAgent command) {
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        agent.execute(state -> state.unblock(clock.instant()));
        return agent.invoke(Agent::answer);
    }

    @CommandHandler
    AgentAnswer delete(DeleteAgent command) {
        Instant now = clock.instant();
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        agent.execute(state -> state.delete(now));
        revocations.ofAgent(command.caller().operator(), command.agent(), "Agent deleted", now);
        return agent.invoke(Agent::answer);
    }
}

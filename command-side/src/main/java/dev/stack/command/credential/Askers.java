// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.agent.Agent;
import dev.stack.command.decision.StateReader;
import dev.stack.command.passport.AgentStates;
import dev.stack.command.passport.Passport;
import dev.stack.command.passport.PassportHeader;
import dev.stack.events.AgentEvent;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out for whom a credential is asked. */
@Component
class Askers {

    private final PassportHeader passports;
    private final AgentStates agents;
    private final StateReader states;

    Askers(PassportHeader passports, AgentStates agents, StateReader states) {
        this.passports = passports;
        this.agents = agents;
        this.states = states;
    }

    /** The agent that calls or whose passport was sent; they must be one and the same. */
    Asker of(Caller caller, @Nullable PassportToken token) {
        Agent calling = calling(caller);
        if (token == null) {
            return new Asker(calling, null);
        }
        Passport passport = passports.decisive(token.text(), caller);
        if (calling != null && !calling.id().equals(passport.agent())) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN, "The passport is another agent's. Send one of agent " + calling.id() + ".");
        }
        return new Asker(agents.decisive(passport.agent(), caller), passport);
    }

    /** An agent has a credential of its own or none: whoever else calls is no agent. */
    private @Nullable Agent calling(Caller caller) {
        if (caller.actor().equals(caller.operator().value())) {
            return null;
        }
        return states.decisive(new AgentId(caller.actor()), AgentEvent.class, Agent::unborn, Agent::on)
                .filter(agent -> agent.isThereFor(caller))
                .orElse(null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.agent.Agent;
import dev.stack.command.passport.AgentStates;
import dev.stack.command.passport.Passport;
import dev.stack.command.passport.PassportHeader;
import dev.stack.vocabulary.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out for whom a credential is asked. */
@Component
class Askers {

    private final PassportHeader passports;
    private final AgentStates agents;

    Askers(PassportHeader passports, AgentStates agents) {
        this.passports = passports;
        this.agents = agents;
    }

    /** The agent that calls or whose passport was sent; they must be one and the same. */
    Asker of(Caller caller, @Nullable PassportToken token) {
        Agent calling = agents.calling(caller).orElse(null);
        if (token == null) {
            return new Asker(calling, null);
        }
        Passport passport = passports.decisive(token.text(), caller);
        return new Asker(agents.decisive(passport.agent(), caller), passport);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.api.AgentAnswer;
import dev.stack.command.agent.AgentCommand.DeleteAgent;
import dev.stack.command.agent.AgentCommand.RegisterAgent;
import dev.stack.command.decision.Decisions;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import java.security.SecureRandom;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes agents for drills: without a grant, so that their passports are real and open nothing. */
@Component
public final class CanaryAgents {

    private final Decisions decisions;
    private final SecureRandom random;

    CanaryAgents(Decisions decisions, SecureRandom random) {
        this.decisions = decisions;
        this.random = random;
    }

    /** Registers one with the caller's operator. */
    public AgentId register(Caller caller) {
        AgentId agent = AgentId.mint(random);
        Members settings = Members.of(new JsonObject(Map.of(
                "name", new JsonString("revocation drill " + agent.value()),
                "accountability_mode", new JsonString("standard"))));
        AgentAnswer _ = decisions.decide(new RegisterAgent(agent, SettingsReader.registration(settings), caller));
        return agent;
    }

    /** Deletes it again, with what is left of its passports. */
    public void delete(AgentId agent, Caller caller) {
        AgentAnswer _ = decisions.decide(new DeleteAgent(agent, caller));
    }
}

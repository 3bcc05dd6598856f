// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.api.AgentAnswer;
import dev.stack.command.agent.AgentCommand.DeleteAgent;
import dev.stack.command.agent.AgentCommand.RegisterAgent;
import dev.stack.command.agent.AgentCommand.UnblockAgent;
import dev.stack.command.agent.AgentCommand.UpdateAgent;
import dev.stack.command.decision.Decisions;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.security.SecureRandom;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agents: what changes them. */
@RestController
@RequestMapping("/v1/agents")
final class AgentApi {

    private final Decisions decisions;
    private final SecureRandom random;

    AgentApi(Decisions decisions, SecureRandom random) {
        this.decisions = decisions;
        this.random = random;
    }

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    AgentAnswer register(Caller caller, Members body) {
        return decisions.decide(new RegisterAgent(AgentId.mint(random), SettingsReader.registration(body), caller));
    }

    @PatchMapping("/{agentId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    AgentAnswer update(Caller caller, @PathVariable AgentId agentId, Members body) {
        return decisions.decide(new UpdateAgent(agentId, body.asObject(), caller));
    }

    @DeleteMapping("/{agentId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    AgentAnswer delete(Caller caller, @PathVariable AgentId agentId) {
        return decisions.decide(new DeleteAgent(agentId, caller));
    }

    @PostMapping("/{agentId}/unblock")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    AgentAnswer unblock(Caller caller, @PathVariable AgentId agentId) {
        return decisions.decide(new UnblockAgent(agentId, caller));
    }
}

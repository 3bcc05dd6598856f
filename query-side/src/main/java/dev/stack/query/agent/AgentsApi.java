// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.agent;

import dev.stack.api.AgentAnswer;
import dev.stack.api.GrantAnswer;
import dev.stack.query.view.Reads;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows agents. */
@RestController
@RequestMapping("/v1/agents")
@Reads(AgentView.NAME)
final class AgentsApi {

    private final AgentRows agents;

    AgentsApi(AgentRows agents) {
        this.agents = agents;
    }

    @GetMapping
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AGENTS_READ)
    List<AgentAnswer> list(Caller caller, @Paged Page page) {
        return agents.list(caller.operator(), page);
    }

    @GetMapping("/{id}")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AGENTS_READ)
    AgentAnswer get(Caller caller, @PathVariable AgentId id) {
        return agents.find(caller.operator(), id).orElseThrow(() -> Refusal.notFound("Agent", id.value()));
    }

    @GetMapping("/{id}/permissions")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AGENTS_READ)
    Permissions permissions(Caller caller, @PathVariable AgentId id) {
        return new Permissions(get(caller, id).id(), agents.grants(caller.operator(), id));
    }

    record Permissions(AgentId agentId, List<GrantAnswer> permissions) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.grant;

import dev.stack.api.GrantAnswer;
import dev.stack.command.decision.Decisions;
import dev.stack.command.grant.GrantChanges.WithdrawnAccess;
import dev.stack.command.grant.GrantCommand.GiveGrant;
import dev.stack.command.grant.GrantCommand.WithdrawAccess;
import dev.stack.command.grant.GrantCommand.WithdrawGrant;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Grants: giving and withdrawing access. */
@RestController
@RequestMapping("/v1/services")
final class GrantApi {

    private final Decisions decisions;

    GrantApi(Decisions decisions) {
        this.decisions = decisions;
    }

    @PostMapping("/grant")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    GrantAnswer give(Caller caller, Members body) {
        var agent = new AgentId(body.requiredText("agent_id", Id.LENGTH_MAX));
        var connection = new ConnectionId(body.requiredText("service_connection_id", Id.LENGTH_MAX));
        return decisions.decide(new GiveGrant(agent, connection, body.asObject(), caller));
    }

    @DeleteMapping("/{connectionId}/grants/{agentId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    WithdrawnAccess withdraw(Caller caller, @PathVariable ConnectionId connectionId, @PathVariable AgentId agentId) {
        return decisions.decide(new WithdrawGrant(agentId, connectionId, caller));
    }

    @DeleteMapping("/agents/{agentId}/revoke")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    WithdrawnAccess withdrawAll(Caller caller, @PathVariable AgentId agentId) {
        return decisions.decide(new WithdrawAccess(agentId, caller));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.grant;

import dev.stack.command.decision.Command;
import dev.stack.events.Subject;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;

/** What can be asked about an agent's access to services. */
sealed interface GrantCommand extends Command {

    AgentId agent();

    @Override
    default Subject subject() {
        return Subject.of(agent());
    }

    record GiveGrant(AgentId agent, ConnectionId connection, JsonObject body, Caller caller) implements GrantCommand {
        @Override
        public String action() {
            return "service.grant";
        }

        Members members() {
            return Members.of(body);
        }
    }

    record WithdrawGrant(AgentId agent, ConnectionId connection, Caller caller) implements GrantCommand {
        @Override
        public String action() {
            return "service.revoke_grant";
        }
    }

    record WithdrawAccess(AgentId agent, Caller caller) implements GrantCommand {
        @Override
        public String action() {
            return "service.revoke_agent";
        }
    }
}

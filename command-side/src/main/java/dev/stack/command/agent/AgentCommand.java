// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.command.decision.Command;
import dev.stack.events.AgentSettings;
import dev.stack.events.Subject;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of an agent. */
sealed interface AgentCommand extends Command {

    AgentId agent();

    @Override
    default Subject subject() {
        return Subject.of(agent());
    }

    record RegisterAgent(@TargetAggregateIdentifier AgentId agent, AgentSettings settings, Caller caller)
            implements AgentCommand {
        @Override
        public String action() {
            return "agent.register";
        }
    }

    /** {@code changes} names only what changes. */
    record UpdateAgent(@TargetAggregateIdentifier AgentId agent, JsonObject changes, Caller caller)
            implements AgentCommand {
        @Override
        public String action() {
            return "agent.update";
        }

        Members members() {
            return Members.of(changes);
        }
    }

    record DeleteAgent(@TargetAggregateIdentifier AgentId agent, Caller caller) implements AgentCommand {
        @Override
        public String action() {
            return "agent.delete";
        }
    }

    record UnblockAgent(@TargetAggregateIdentifier AgentId agent, Caller caller) implements AgentCommand {
        @Override
        public String action() {
            return "agent.unblock";
        }
    }
}

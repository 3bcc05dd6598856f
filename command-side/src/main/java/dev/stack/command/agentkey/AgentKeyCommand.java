// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.decision.Command;
import dev.stack.events.Subject;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;

/** What can be asked of the keys of an agent. */
sealed interface AgentKeyCommand extends Command {

    AgentId agent();

    @Override
    default Subject subject() {
        return Subject.of(agent());
    }

    /**
     * Asks that the agent may prove itself with a key.
     *
     * @param publicKey the key as a JWK
     * @param challenge id of the challenge that was signed with it
     * @param signature of the challenge's text, base64url
     */
    record EnrolKey(AgentId agent, JsonObject publicKey, String challenge, String signature, Caller caller)
            implements AgentKeyCommand {
        @Override
        public String action() {
            return "agent.enroll";
        }
    }

    record RevokeKey(AgentId agent, String thumbprint, Caller caller) implements AgentKeyCommand {
        @Override
        public String action() {
            return "agent.key_revoke";
        }
    }
}

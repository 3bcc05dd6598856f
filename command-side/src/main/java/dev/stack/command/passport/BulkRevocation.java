// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Command;
import dev.stack.events.Subject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.SessionId;
import org.jspecify.annotations.Nullable;

/** A revocation that selects passports by something they share. */
sealed interface BulkRevocation extends Command {

    @Nullable
    String reason();

    @Override
    default String action() {
        return "passport.revoke";
    }

    record RevokeAgent(AgentId agent, @Nullable String reason, Caller caller) implements BulkRevocation {
        @Override
        public Subject subject() {
            return Subject.of(agent);
        }
    }

    record RevokeSession(SessionId session, @Nullable String reason, Caller caller) implements BulkRevocation {}

    record RevokeAll(@Nullable String reason, Caller caller) implements BulkRevocation {}
}

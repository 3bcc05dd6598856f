// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.call.OperationClaim;
import dev.stack.command.decision.Command;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.CallEvent.CallEnded;
import dev.stack.events.CallEvent.CallStreamed;
import dev.stack.events.Subject;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.EntryId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the edge has recorded of a call. */
sealed interface CallCommand extends Command {

    @Override
    default String action() {
        return "credential.proxy";
    }

    record AdmitCall(CallAdmitted call, @Nullable OperationClaim claim, boolean capped, Caller caller)
            implements CallCommand {
        @Override
        public Subject subject() {
            return call.subject();
        }
    }

    /** {@code entry} is minted before, so that the answer can name it. */
    record EndCall(
            EntryId entry,
            CallEnded end,
            @Nullable String operation,
            @Nullable RecordedAnswer answer,
            boolean released,
            Duration took,
            Caller caller)
            implements CallCommand {
        @Override
        public Subject subject() {
            return end.subject();
        }
    }

    record EndStream(CallStreamed end, @Nullable String operation, Duration took, Caller caller)
            implements CallCommand {
        @Override
        public Subject subject() {
            return end.subject();
        }
    }

    /** A call that was refused before it was admitted. */
    record RefusedCall(Subject subject, Caller caller) implements CallCommand {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.CallEvent.CallEnded;
import dev.stack.events.CallEvent.CallStreamed;
import dev.stack.events.Subject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.EntryId;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of calls. What a method records is durable when it returns. */
public interface CallRecords {

    /**
     * Records that a call is about to leave, counts it against the caps of its mission where it has any, and claims its
     * name, all or nothing.
     *
     * @param recalled of a call that was decided by recalled {@link CallGrounds}: what they are as of; {@code null} of one
     *     decided by what was read for it
     * @throws GroundMoved when what was recalled is no longer so
     * @throws Refusal {@code MISSION_CAP_EXCEEDED}; {@code CONFLICT} when the name is taken; {@code UNAVAILABLE}
     */
    void admit(
            CallAdmitted call, @Nullable OperationClaim claim, boolean capped, @Nullable Long recalled, Caller caller);

    /** Notes that a named call goes out now; a hint for who asks about it. */
    void dispatched(AgentId agent, String operation);

    /**
     * Records as {@code entry} how a call ended, and keeps the answer of a named one.
     *
     * @param released whether the call never left, so that its name is free again
     */
    void end(
            EntryId entry,
            CallEnded end,
            @Nullable String operation,
            @Nullable RecordedAnswer answer,
            boolean released,
            Duration took,
            Caller caller);

    /** Records the end of a streamed answer. */
    void streamed(CallStreamed end, @Nullable String operation, Duration took, Caller caller);

    /** Records a call that was refused. Never throws: the answer is no either way. */
    void refused(Refusal refusal, Subject subject, Caller caller);

    /** Reports what a detector found; a critical finding ends an enforced passport. Never throws. */
    void found(CallFinding finding, Caller caller);

    /** The call an agent made under that name within the last 24 hours. */
    Optional<Operation> operation(AgentId agent, String operation);

    /** Says that a named call is still under way. */
    void extend(CallId call, AgentId agent, String operation, Duration lease);
}

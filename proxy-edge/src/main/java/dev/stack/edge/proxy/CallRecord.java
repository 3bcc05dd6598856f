// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.CallFinding;
import dev.stack.call.CallRecords;
import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.call.OperationClaim;
import dev.stack.edge.proxy.ProxyPipeline.Stopwatch;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.CallEvent.CallEnded;
import dev.stack.events.CallEvent.CallStreamed;
import dev.stack.json.Members;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.EntryId;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is owed to the record of one admitted call: exactly one end, and after a streamed answer one more entry. */
final class CallRecord {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecord.class);
    private static final int MESSAGE_MAX = 500;

    /** Findings of the way out that say no byte of the call was sent. */
    private static final Set<String> NOT_SENT = Set.of("connect", "tls", "busy");

    private final CallRecords records;
    private final CallAdmitted admitted;
    private final @Nullable OperationClaim claim;
    private final Caller caller;
    private final EntryId entry;
    private final Clock clock;
    private final Stopwatch watch;
    private @Nullable Integer status;
    private long bytes;
    private boolean redacted;
    private boolean left;
    private boolean tried;
    private boolean ended;

    CallRecord(
            CallRecords records,
            CallAdmitted admitted,
            @Nullable OperationClaim claim,
            Caller caller,
            SecureRandom random,
            Clock clock,
            Stopwatch watch) {
        this.records = records;
        this.admitted = admitted;
        this.claim = claim;
        this.caller = caller;
        this.entry = EntryId.mint(random);
        this.clock = clock;
        this.watch = watch;
    }

    /** The name of the entry that tells the end. */
    EntryId entry() {
        return entry;
    }

    /** The credential is open and the call goes out. */
    void leaves() {
        left = true;
        if (claim != null) {
            records.dispatched(admitted.agent(), claim.id());
        }
    }

    /** The service has answered. */
    void answered(int with, long length, boolean wasRedacted) {
        status = with;
        bytes = length;
        redacted = wasRedacted;
    }

    void end(@Nullable RecordedAnswer answer) {
        end(null, false, answer);
    }

    /** The head of a streamed answer is in; nothing of it has left yet. */
    void endHead() {
        end(null, true, null);
    }

    /**
     * The call is over without an answer. Gives what the caller is told: the refusal, or, when the call had left and its
     * end could not be recorded, that nobody knows; then it stays pending for ever.
     */
    Refusal endWith(Refusal refusal) {
        boolean known = ended || (!tried && isRecorded(refusal));
        return known || isReleased(refusal)
                ? refusal
                : Repeats.unknown(claim == null ? admitted.call().value() : claim.id());
    }

    private boolean isRecorded(Refusal refusal) {
        try {
            end(refusal, false, null);
            return true;
        } catch (RuntimeException unrecorded) {
            LOG.atError()
                    .addKeyValue("call", admitted.call())
                    .addKeyValue("code", refusal.code())
                    .setCause(unrecorded)
                    .log("the end of a call could not be recorded; it stays pending");
            return false;
        }
    }

    /** Something is wrong with the answer. To be told behind the end: it may revoke the passport the end is of. */
    void found(CallFinding finding) {
        records.found(finding, caller);
    }

    void streamed(
            long length,
            boolean complete,
            @Nullable String reason,
            boolean wasRedacted,
            @Nullable CallFinding finding) {
        try {
            records.streamed(
                    new CallStreamed(
                            admitted.operator(),
                            admitted.call(),
                            admitted.jti(),
                            admitted.agent(),
                            admitted.mission(),
                            admitted.connection(),
                            admitted.provider(),
                            length,
                            complete,
                            reason,
                            wasRedacted,
                            clock.instant()),
                    claim == null ? null : claim.id(),
                    watch.elapsed(),
                    caller);
            if (finding != null) {
                found(finding);
            }
        } catch (RuntimeException unrecorded) {
            LOG.atError()
                    .addKeyValue("call", admitted.call())
                    .setCause(unrecorded)
                    .log("the end of a streamed answer could not be recorded");
        }
    }

    /** A named call that runs long says so, before its outcome counts as lost. */
    void extend(Duration lease) {
        if (claim != null) {
            records.extend(admitted.call(), admitted.agent(), claim.id(), lease);
        }
    }

    private void end(@Nullable Refusal refusal, boolean streaming, @Nullable RecordedAnswer answer) {
        tried = true;
        Duration took = watch.elapsed();
        records.end(
                entry,
                new CallEnded(
                        admitted.operator(),
                        admitted.call(),
                        admitted.jti(),
                        admitted.agent(),
                        admitted.mission(),
                        admitted.connection(),
                        admitted.provider(),
                        status,
                        refusal == null ? null : refusal.code(),
                        refusal == null ? null : Members.cut(refusal.reason(), MESSAGE_MAX),
                        refusal == null ? null : refusal.finding().orElse(null),
                        bytes,
                        redacted,
                        streaming,
                        clock.instant()),
                claim == null ? null : claim.id(),
                answer,
                refusal != null && isReleased(refusal),
                took,
                caller);
        ended = true;
    }

    /** Whether no byte of the call was sent: it was stopped on our side of the door, or no connection came about. */
    private boolean isReleased(Refusal refusal) {
        return !left
                || (status == null
                        && refusal.finding().filter(NOT_SENT::contains).isPresent());
    }
}

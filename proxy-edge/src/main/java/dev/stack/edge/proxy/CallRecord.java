// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

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
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is owed to the record of one admitted call: exactly one end, and after a streamed answer one more entry. */
final class CallRecord {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecord.class);
    private static final int MESSAGE_MAX = 500;

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

    /** What is told when the record of an answer that came in could not be kept. */
    Refusal told(Refusal refusal) {
        boolean lost = left && refusal.code() == ErrorCode.UNAVAILABLE && !isOfUpstream(refusal);
        return lost ? Repeats.unknown(claim == null ? admitted.call().value() : claim.id()) : refusal;
    }

    /** The call is over without an answer; that this could not be recorded leaves it pending for ever, and is logged. */
    void endWith(Refusal refusal) {
        if (ended) {
            return;
        }
        try {
            end(refusal, false, null);
        } catch (RuntimeException unrecorded) {
            LOG.atError()
                    .addKeyValue("call", admitted.call())
                    .addKeyValue("code", refusal.code())
                    .setCause(unrecorded)
                    .log("the end of a call could not be recorded; it stays pending");
        }
    }

    void streamed(long length, boolean complete, @Nullable String reason, boolean wasRedacted) {
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
                took,
                caller);
        ended = true;
    }

    /** The way out was too busy to let the call through: that part knows it never left. */
    private static boolean isOfUpstream(Refusal refusal) {
        return refusal.finding().filter("busy"::equals).isPresent();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.CallFinding;
import dev.stack.call.CallGrounds;
import dev.stack.call.CallGrounds.Grounds;
import dev.stack.call.CallGrounds.Sought;
import dev.stack.call.CallRecords;
import dev.stack.call.GroundMoved;
import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.call.OperationClaim;
import dev.stack.call.PassportState;
import dev.stack.edge.egress.Egress;
import dev.stack.edge.egress.UpstreamAnswer;
import dev.stack.edge.egress.UpstreamStream;
import dev.stack.edge.proxy.CallSlots.Slot;
import dev.stack.edge.proxy.OutOfScope.Kind;
import dev.stack.edge.proxy.VerifiedTokens.Token;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.Subject;
import dev.stack.passport.PassportClaims;
import dev.stack.vault.Credential;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one call for an agent: verify, decide, record, unseal, forward, inspect, record, answer. A call that nobody
 * recorded never leaves, and nothing is answered that is not recorded.
 */
public final class ProxyPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyPipeline.class);

    /** What the store said or bore out this long ago, with what this edge has heard since, is worth asking it again. */
    private static final Duration STORE_HOLDS = Duration.ofSeconds(1);

    private final PassportGate gate;
    private final CallGrounds stored;
    private final CallDecision decision;
    private final CallSlots slots;
    private final Repeats repeats;
    private final CallRecords records;
    private final OpenedCredentials credentials;
    private final Egress egress;
    private final AnswerInspection inspection;
    private final CallLimits limits;
    private final SecureRandom random;
    private final Clock clock;

    ProxyPipeline(
            PassportGate gate,
            CallGrounds stored,
            CallDecision decision,
            CallSlots slots,
            Repeats repeats,
            CallRecords records,
            OpenedCredentials credentials,
            Egress egress,
            AnswerInspection inspection,
            CallLimits limits,
            SecureRandom random,
            Clock clock) {
        this.gate = gate;
        this.stored = stored;
        this.decision = decision;
        this.slots = slots;
        this.repeats = repeats;
        this.records = records;
        this.credentials = credentials;
        this.egress = egress;
        this.inspection = inspection;
        this.limits = limits;
        this.random = random;
        this.clock = clock;
    }

    /** The answer of the service, or a {@link Refusal}; either is on record when this returns. */
    public ProxyResult run(Incoming request) {
        var watch = new Stopwatch();
        Token token = proven(request);
        return run(token, presented(token.claims(), request), watch);
    }

    /**
     * First by what is recalled, which lets a call through only if it is still so when the call is recorded. What that
     * refuses, or what has changed meanwhile, is decided by what is read for this call.
     */
    private ProxyResult run(Token token, Incoming incoming, Stopwatch watch) {
        Sought sought = sought(token, incoming);
        Optional<ProxyResult> done = stored.recall(sought)
                .filter(Grounds::keyHolds)
                .flatMap(recalled -> tried(token, incoming, recalled, watch));
        return done.orElseGet(() -> settled(token, incoming, sought, watch));
    }

    private Optional<ProxyResult> tried(Token token, Incoming incoming, Grounds recalled, Stopwatch watch) {
        try {
            return Optional.of(attempt(token, incoming, recalled, recalled.asOf(), watch));
        } catch (AlreadyRecorded recorded) {
            throw recorded.refusal();
        } catch (GroundMoved | OutOfScope | Refusal undecided) {
            return Optional.empty();
        }
    }

    private ProxyResult settled(Token token, Incoming incoming, Sought sought, Stopwatch watch) {
        Subject subject = subject(token.claims());
        try {
            Grounds grounds = stored.find(sought);
            if (!grounds.keyHolds()) {
                throw new AlreadyRecorded(Refusal.unknownKey());
            }
            return attempt(token, incoming, grounds, null, watch);
        } catch (OutOfScope reached) {
            records.refused(reached.refusal(), subject, incoming.caller());
            records.found(reached.finding(token.claims()), incoming.caller());
            throw reached.refusal();
        } catch (AlreadyRecorded recorded) {
            throw recorded.refusal();
        } catch (Refusal refusal) {
            records.refused(refusal, subject, incoming.caller());
            throw refusal;
        }
    }

    private ProxyResult attempt(
            Token token, Incoming incoming, Grounds grounds, @Nullable Long recalled, Stopwatch watch) {
        PassportClaims claims = token.claims();
        gate.requireNotRevoked(claims);
        PassportState state = live(claims, grounds);
        Slot slot = slots.enter(claims.jti());
        try {
            ProxyRequest request = ProxyRequest.read(incoming.body(), incoming.acceptsStream());
            Optional<OperationClaim> claim =
                    OperationIds.of(incoming).map(id -> new OperationClaim(id, request.digest(), limits.lease()));
            Optional<ProxyResult> earlier =
                    claim.flatMap(named -> repeats.answer(claims.agent(), named.id(), named.request()));
            if (earlier.isPresent()) {
                if (recalled != null) {
                    throw new GroundMoved(); // Nothing is recorded of a repeat, so nothing would find out.
                }
                slot.close();
                return earlier.get();
            }
            DecidedCall decided = decision.decide(token, state, request, grounds.connection());
            return perform(decided, claim.orElse(null), recalled, incoming, slot, watch);
        } catch (RuntimeException unfinished) {
            slot.close();
            throw unfinished;
        }
    }

    private Token proven(Incoming incoming) {
        try {
            return gate.prove(incoming.passport(), incoming.caller());
        } catch (Refusal refusal) {
            records.refused(refusal, Subject.NONE, incoming.caller());
            throw refusal;
        }
    }

    private Incoming presented(PassportClaims claims, Incoming incoming) {
        try {
            return incoming.presented(gate.presentation(claims, incoming));
        } catch (Refusal refusal) {
            records.refused(refusal, subject(claims), incoming.caller());
            throw refusal;
        }
    }

    /** What the call rests on; the connection its body names is known before the body is judged. */
    private static Sought sought(Token token, Incoming incoming) {
        PassportClaims claims = token.claims();
        return new Sought(
                claims.operator(),
                claims.jti(),
                ServiceChoice.foresee(token, incoming.body()).orElse(null),
                incoming.caller().recalledKey().orElse(null));
    }

    private PassportState live(PassportClaims claims, Grounds grounds) {
        PassportState state = gate.requireLive(claims, grounds.passport());
        if (PassportGate.isOver(claims, state)) {
            throw checkedOut(claims);
        }
        return state;
    }

    /** In logged mode a passport goes on after its checkout, and that is noted. */
    private void noteUseAfterCheckout(DecidedCall call, Incoming incoming) {
        if (call.state().checkedOut()) {
            records.found(checkedOut(call.claims()).finding(call.claims()), incoming.caller());
        }
    }

    private ProxyResult perform(
            DecidedCall decided,
            @Nullable OperationClaim claim,
            @Nullable Long recalled,
            Incoming incoming,
            Slot slot,
            Stopwatch watch) {
        DecidedCall call = decision.withFreshCredential(decided);
        CallAdmitted admitted = call.admitted(CallId.mint(random), claim, clock.instant());
        admit(admitted, claim, call, recalled, incoming);
        noteUseAfterCheckout(call, incoming);
        var record = new CallRecord(records, admitted, claim, incoming.caller(), random, clock, watch);
        try {
            return call.stream() ? stream(call, record, slot, watch) : whole(call, record, slot, watch);
        } catch (Refusal refusal) {
            throw new AlreadyRecorded(record.endWith(refusal));
        } catch (AlreadyRecorded recorded) {
            throw recorded;
        } catch (RuntimeException defect) {
            Refusal told = record.endWith(new Refusal(ErrorCode.INTERNAL, "The call could not be finished."));
            if (told.code() == ErrorCode.OUTCOME_UNKNOWN) {
                LOG.error("a call could not be finished", defect);
                throw new AlreadyRecorded(told);
            }
            throw defect;
        }
    }

    private void admit(
            CallAdmitted admitted,
            @Nullable OperationClaim claim,
            DecidedCall call,
            @Nullable Long recalled,
            Incoming incoming) {
        try {
            records.admit(admitted, claim, call.state().capped(), recalled, incoming.caller());
        } catch (Refusal refusal) {
            throw new AlreadyRecorded(refusal);
        }
    }

    private ProxyResult whole(DecidedCall call, CallRecord record, Slot slot, Stopwatch watch) {
        UpstreamAnswer answer;
        try (Credential credential = open(call, record, watch)) {
            answer = egress.call(
                    call.request(), call.destination(), call.access(), credential, limits.left(watch.elapsed()));
        }
        AnswerBody body = AnswerBody.of(answer);
        Optional<CallFinding> finding = inspection.of(call, body, answer.redacted());
        boolean withheld = finding.isPresent() && call.claims().accountability() == AccountabilityMode.ENFORCED;
        record.answered(answer.status(), answer.body().length, withheld || answer.redacted());
        requireLiveAtEnd(call, watch);
        byte[] json = AnswerJson.write(
                answer,
                withheld ? AnswerBody.WITHHELD : body,
                withheld || answer.redacted(),
                record.entry(),
                watch.elapsed());
        record.end(json.length <= CallLimits.ANSWER_KEPT_MAX ? new RecordedAnswer(200, json) : null);
        finding.ifPresent(record::found);
        slot.close();
        return new ProxyResult.Whole(json, false);
    }

    private ProxyResult stream(DecidedCall call, CallRecord record, Slot slot, Stopwatch watch) {
        UpstreamStream answer;
        try (Credential credential = open(call, record, watch)) {
            answer = egress.open(
                    call.request(),
                    call.destination(),
                    call.access(),
                    credential,
                    limits.left(watch.elapsed()),
                    limits.silence());
        }
        try {
            record.answered(answer.status(), 0, answer.redacted());
            requireLiveAtEnd(call, watch);
            record.endHead();
            return new ProxyResult.Streamed(new StreamedCall(answer, call, gate, record, slot));
        } catch (RuntimeException refused) {
            answer.close();
            throw refused;
        }
    }

    /** What was decided may be old by now, after a pause of the whole process too: it is asked again before the effect. */
    private Credential open(DecidedCall call, CallRecord record, Stopwatch watch) {
        if (decidedJustNow(watch)) {
            gate.requireNotRevoked(call.claims());
        } else {
            requireAsDecided(call);
        }
        Credential credential = credentials.open(call.access());
        record.leaves();
        return credential;
    }

    private void requireAsDecided(DecidedCall call) {
        ConnectionAccess decided = call.access();
        Grounds now = stored.find(new Sought(decided.operator(), call.claims().jti(), decided.connection(), null));
        if (PassportGate.isOver(call.claims(), gate.requireLive(call.claims(), now.passport()))) {
            throw checkedOut(call.claims()).refusal();
        }
        decision.requireUnchanged(call, now.connection());
    }

    private void requireLiveAtEnd(DecidedCall call, Stopwatch watch) {
        if (decidedJustNow(watch)) {
            gate.requireNotRevokedAtEnd(call.claims());
        } else {
            gate.requireLiveAtEnd(call.claims());
        }
    }

    /** The store was read, or bore out what was recalled, after the call came in. */
    private boolean decidedJustNow(Stopwatch watch) {
        return gate.vouches() && watch.elapsed().compareTo(STORE_HOLDS) <= 0;
    }

    private static OutOfScope checkedOut(PassportClaims claims) {
        Refusal refusal = new Refusal(
                ErrorCode.FORBIDDEN,
                "Passport " + claims.jti()
                        + " is checked out: its mission is reported and nothing more may be done with it. Issue another one.");
        return new OutOfScope(refusal.because("checked_out"), Kind.CHECKED_OUT, "passport");
    }

    private static Subject subject(PassportClaims claims) {
        return new Subject(claims.agent(), claims.jti(), claims.mission());
    }

    /** A refusal that is on record already. */
    static final class AlreadyRecorded extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        AlreadyRecorded(Refusal refusal) {
            super(null, null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /** Time since the call came in. */
    static final class Stopwatch {
        private final long began = System.nanoTime();

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }
}

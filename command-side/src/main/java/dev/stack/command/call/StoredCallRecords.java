// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.call.CallFinding;
import dev.stack.call.CallRecords;
import dev.stack.call.Operation;
import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.call.OperationClaim;
import dev.stack.command.call.CallCommand.AdmitCall;
import dev.stack.command.call.CallCommand.EndCall;
import dev.stack.command.call.CallCommand.EndStream;
import dev.stack.command.call.CallCommand.RefusedCall;
import dev.stack.command.call.MissionCaps.Full;
import dev.stack.command.decision.Decisions;
import dev.stack.command.ledger.Basis;
import dev.stack.command.mission.MissionEnding;
import dev.stack.command.passport.Findings;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.CallEvent.CallEnded;
import dev.stack.events.CallEvent.CallStreamed;
import dev.stack.events.Subject;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.EntryId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The record of calls, in the ledger and the tables beside it. */
@Component
final class StoredCallRecords implements CallRecords {

    private final CallJournal journal;
    private final Decisions decisions;
    private final Operations operations;
    private final MissionCaps caps;
    private final Findings findings;
    private final MissionEnding missions;

    StoredCallRecords(
            CallJournal journal,
            Decisions decisions,
            Operations operations,
            MissionCaps caps,
            Findings findings,
            MissionEnding missions) {
        this.journal = journal;
        this.decisions = decisions;
        this.operations = operations;
        this.caps = caps;
        this.findings = findings;
        this.missions = missions;
    }

    @Override
    public void admit(
            CallAdmitted call, @Nullable OperationClaim claim, boolean capped, @Nullable Long recalled, Caller caller) {
        var command = new AdmitCall(call, claim, capped, caller);
        if (capped) {
            caps.full(call.mission(), call.provider()).ifPresent(full -> meet(full, command));
        }
        try {
            journal.admit(
                    command, recalled == null ? null : new Basis(call.operator().value(), recalled));
        } catch (Refusal refusal) {
            decisions.refused(command, refusal);
            throw refusal;
        }
    }

    @Override
    public void dispatched(AgentId agent, String operation) {
        operations.dispatched(agent, operation);
    }

    @Override
    public void end(
            EntryId entry,
            CallEnded end,
            @Nullable String operation,
            @Nullable RecordedAnswer answer,
            boolean released,
            Duration took,
            Caller caller) {
        journal.end(new EndCall(entry, end, operation, answer, released, took, caller));
    }

    @Override
    public void streamed(CallStreamed end, @Nullable String operation, Duration took, Caller caller) {
        journal.end(new EndStream(end, operation, took, caller));
    }

    @Override
    public void refused(Refusal refusal, Subject subject, Caller caller) {
        decisions.refused(new RefusedCall(subject, caller), refusal);
    }

    @Override
    public void found(CallFinding finding, Caller caller) {
        findings.report(finding, caller);
    }

    @Override
    public Optional<Operation> operation(AgentId agent, String operation) {
        return operations.find(agent, operation);
    }

    @Override
    public void extend(CallId call, AgentId agent, String operation, Duration lease) {
        operations.extend(call, agent, operation, lease);
    }

    private void meet(Full full, AdmitCall command) {
        switch (full.behavior()) {
            case NOTIFY -> findings.report(overrun(full, command.call()), command.caller());
            case BLOCK -> throw refused(full, command);
            case REVOKE -> {
                missions.revoke(command.call().mission(), "cap_exceeded: " + full.cap(), command.caller());
                throw refused(full, command);
            }
        }
    }

    private Refusal refused(Full full, AdmitCall command) {
        Refusal refusal = full.refusal();
        decisions.refused(command, refusal);
        return refusal;
    }

    private static CallFinding overrun(Full full, CallAdmitted call) {
        return new CallFinding(
                call.jti(),
                "mission_cap_exceeded",
                full.cap() + " " + full.provider(),
                Severity.WARNING,
                "The mission's cap " + full.cap() + " of " + full.limit() + " is passed.",
                new JsonObject(Map.of("cap", new JsonString(full.cap()))));
    }
}

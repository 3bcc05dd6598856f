// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.command.call.CallCommand.AdmitCall;
import dev.stack.command.call.CallCommand.EndCall;
import dev.stack.command.call.CallCommand.EndStream;
import dev.stack.command.decision.Asking;
import dev.stack.command.ledger.Basis;
import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.HashChainedEventStorageEngine;
import dev.stack.events.CallEvent;
import dev.stack.events.Provenance;
import dev.stack.vocabulary.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Appends the events of calls, straight to the ledger: the edge has decided, there is no state to load, and a command
 * around each event would cost more than the event. A call is a stream of its own, whose events the edge makes in order;
 * the unique key of the ledger refuses one that comes twice.
 */
@Component
final class CallJournal {

    private static final String TYPE = "Call";

    private final HashChainedEventStorageEngine ledger;
    private final Operations operations;
    private final MissionCaps caps;
    private final Asking asking;
    private final Clock clock;

    CallJournal(
            HashChainedEventStorageEngine ledger, Operations operations, MissionCaps caps, Asking asking, Clock clock) {
        this.ledger = ledger;
        this.operations = operations;
        this.caps = caps;
        this.asking = asking;
        this.clock = clock;
    }

    /** Appends that a call is about to leave, if {@code basis} is still so. */
    void admit(AdmitCall command, @Nullable Basis basis) {
        List<Guard> guards = new ArrayList<>();
        if (command.capped()) {
            guards.addAll(caps.count(command.call()));
        }
        if (command.claim() != null) {
            guards.add(operations.claim(command.call(), command.claim(), clock.instant()));
        }
        MetaData metadata = MetaData.from(provenance(command.caller()));
        ledger.append(
                new GenericDomainEventMessage<>(TYPE, command.call().call().value(), 0, command.call(), metadata),
                guards,
                basis);
    }

    void end(EndCall command) {
        List<Guard> guards = command.operation() == null
                ? List.of()
                : List.of(operations.end(command, command.operation(), clock.instant()));
        var named = new GenericMessage<CallEvent>(
                command.entry().value(), command.end(), provenance(command.caller(), command.took()));
        ledger.append(
                new GenericDomainEventMessage<>(TYPE, command.end().call().value(), 1, named, clock.instant()),
                guards,
                null);
    }

    void end(EndStream command) {
        List<Guard> guards = command.operation() == null
                ? List.of()
                : List.of(operations.endStream(command.end(), command.operation(), clock.instant()));
        MetaData metadata = MetaData.from(provenance(command.caller(), command.took()));
        ledger.append(
                new GenericDomainEventMessage<>(TYPE, command.end().call().value(), 2, command.end(), metadata),
                guards,
                null);
    }

    private Map<String, String> provenance(Caller caller, Duration took) {
        Map<String, String> known = provenance(caller);
        known.put(Provenance.DURATION_MS, Long.toString(took.toMillis()));
        return known;
    }

    private Map<String, String> provenance(Caller caller) {
        Map<String, String> known = new HashMap<>(asking.provenance());
        if (caller.presentation() != null) {
            known.put(Provenance.PRESENTATION, caller.presentation().wire());
        }
        return known;
    }
}

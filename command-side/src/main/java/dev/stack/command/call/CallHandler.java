// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.command.call.CallCommand.AdmitCall;
import dev.stack.command.call.CallCommand.EndCall;
import dev.stack.command.call.CallCommand.EndStream;
import dev.stack.command.ledger.Guards;
import dev.stack.events.CallEvent;
import dev.stack.events.Provenance;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Appends the events of calls. Nothing is loaded: a call is a stream of its own, whose events the edge makes in order, and
 * the unique key of the ledger refuses one that comes twice.
 */
@Component
final class CallHandler {

    private static final String TYPE = "Call";

    private final EventStore events;
    private final Operations operations;
    private final MissionCaps caps;
    private final Clock clock;

    CallHandler(EventStore events, Operations operations, MissionCaps caps, Clock clock) {
        this.events = events;
        this.operations = operations;
        this.caps = caps;
        this.clock = clock;
    }

    @CommandHandler
    void admit(AdmitCall command) {
        if (command.capped()) {
            caps.count(command.call()).forEach(Guards.current()::add);
        }
        if (command.claim() != null) {
            Guards.current().add(operations.claim(command.call(), command.claim(), clock.instant()));
        }
        events.publish(
                new GenericDomainEventMessage<>(TYPE, command.call().call().value(), 0, command.call()));
    }

    @CommandHandler
    void end(EndCall command) {
        if (command.operation() != null) {
            Guards.current().add(operations.end(command, command.operation(), clock.instant()));
        }
        publish(command.entry().value(), 1, command.end(), command.took());
    }

    @CommandHandler
    void end(EndStream command) {
        if (command.operation() != null) {
            Guards.current().add(operations.endStream(command.end(), command.operation(), clock.instant()));
        }
        MetaData metadata = took(command.took());
        events.publish(
                new GenericDomainEventMessage<>(TYPE, command.end().call().value(), 2, command.end(), metadata));
    }

    private void publish(String entry, long sequence, CallEvent event, Duration took) {
        MetaData metadata = MetaData.from(CurrentUnitOfWork.correlationData()).mergedWith(took(took));
        var named = new GenericMessage<>(entry, event, metadata);
        events.publish(new GenericDomainEventMessage<>(TYPE, event.call().value(), sequence, named, clock.instant()));
    }

    private static MetaData took(Duration took) {
        return MetaData.from(Map.of(Provenance.DURATION_MS, Long.toString(took.toMillis())));
    }
}

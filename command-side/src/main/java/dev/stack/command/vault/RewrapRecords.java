// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.vault;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Appends the entries of runs. A run's stream has its id and one entry, so of several processes one succeeds. */
@Component
final class RewrapRecords {

    private final EventStore events;

    RewrapRecords(EventStore events) {
        this.events = events;
    }

    @CommandHandler
    void on(RecordRewrap command) {
        events.publish(new GenericDomainEventMessage<>("Rewrap", command.event().run(), 0, command.event()));
    }
}

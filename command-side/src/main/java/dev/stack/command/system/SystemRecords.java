// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.system;

import dev.stack.vocabulary.Id;
import java.security.SecureRandom;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Appends entries about the installation; each is a stream of its own. */
@Component
final class SystemRecords {

    private final EventStore events;
    private final SecureRandom random;

    SystemRecords(EventStore events, SecureRandom random) {
        this.events = events;
        this.random = random;
    }

    @CommandHandler
    void on(SystemRecord command) {
        events.publish(new GenericDomainEventMessage<>("System", Id.mint("sys_", random), 0, command.event()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.vocabulary.Id;
import java.security.SecureRandom;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Appends refusals; each is a stream of its own, so that none waits for another. */
@Component
final class Refusals {

    private final EventStore events;
    private final SecureRandom random;

    Refusals(EventStore events, SecureRandom random) {
        this.events = events;
        this.random = random;
    }

    @CommandHandler
    void on(RecordRefusal command) {
        events.publish(new GenericDomainEventMessage<>("Refusal", Id.mint("ref_", random), 0, command.refused()));
    }
}

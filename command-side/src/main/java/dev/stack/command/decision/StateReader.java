// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.events.DomainEvent;
import dev.stack.vocabulary.Id;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

/**
 * Reads the state of an aggregate that a command decides by but does not change. That it is still so when the command's
 * own events are appended is checked in the appender's transaction: otherwise the command fails with
 * {@link ConcurrencyException} and is tried again. No lock is held meanwhile.
 */
@Component
public class StateReader {

    private final EventStore events;

    StateReader(EventStore events) {
        this.events = events;
    }

    /** The state of {@code id} as it is, for a decision that holds only if it stays so; empty when there is none. */
    public <S, E extends DomainEvent> Optional<S> decisive(
            Id id, Class<E> family, Supplier<S> fresh, BiConsumer<S, E> fold) {
        return read(id, family, fresh, fold, true);
    }

    /** The state of {@code id} as it is now. */
    public <S, E extends DomainEvent> Optional<S> current(
            Id id, Class<E> family, Supplier<S> fresh, BiConsumer<S, E> fold) {
        return read(id, family, fresh, fold, false);
    }

    /** An id of another kind of thing finds nothing: its events are of another family. */
    private <S, E extends DomainEvent> Optional<S> read(
            Id id, Class<E> family, Supplier<S> fresh, BiConsumer<S, E> fold, boolean decisive) {
        DomainEventStream stream = events.readEvents(id.value());
        if (!stream.hasNext() || !family.isInstance(stream.peek().getPayload())) {
            return Optional.empty();
        }
        S state = fresh.get();
        while (stream.hasNext()) {
            DomainEventMessage<?> message = stream.next();
            fold.accept(state, family.cast(message.getPayload()));
        }
        if (decisive) {
            long next = stream.getLastSequenceNumber() + 1;
            Guards.current().add(Guard.unchanged(id.value(), next, () -> changed(id)));
        }
        return Optional.of(state);
    }

    private static ConcurrencyException changed(Id id) {
        return new ConcurrencyException(id + " changed while a decision was taken by it");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.events.DomainEvent;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/**
 * Passes over events that change nothing in a view, for handling one costs more than knowing it. The last one that is there
 * is given whatever it is: it says how far the view has come. Read by one thread.
 */
final class SelectiveStream implements TrackingEventStream {

    /** So many are passed over at once; a reader must be able to give a sign of life in between. */
    private static final int PASSED_MAX = 500;

    private final BlockingStream<TrackedEventMessage<?>> source;
    private final Predicate<DomainEvent> changesNothing;

    /** Closes {@code source} when it is closed. */
    SelectiveStream(BlockingStream<TrackedEventMessage<?>> source, Predicate<DomainEvent> changesNothing) {
        this.source = source;
        this.changesNothing = changesNothing;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return source.peek();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        return source.hasNextAvailable(timeout, unit);
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        TrackedEventMessage<?> next = source.nextAvailable();
        for (int passed = 0;
                passed < PASSED_MAX && isOfNoConcern(next) && source.hasNextAvailable(0, TimeUnit.MILLISECONDS);
                passed++) {
            next = source.nextAvailable();
        }
        return next;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        return source.setOnAvailableCallback(callback);
    }

    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
        source.skipMessagesWithPayloadTypeOf(ignored);
    }

    @Override
    public void close() {
        source.close();
    }

    /** One that cannot be folded is of concern: it stops its view, which must be seen. */
    private boolean isOfNoConcern(TrackedEventMessage<?> message) {
        try {
            return changesNothing.test((DomainEvent) message.getPayload());
        } catch (RuntimeException unfoldable) {
            return false;
        }
    }
}

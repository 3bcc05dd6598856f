// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.events.DomainEvent;
import dev.stack.query.History;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/** Events that come when the test says so. */
final class ArrivingEvents implements TrackingEventStream {

    private final Deque<TrackedEventMessage<?>> events = new ArrayDeque<>();
    private Runnable callback = () -> {};
    Runnable onEmpty = () -> {};
    boolean closed;
    private long last;

    void come(int count) {
        IntStream.range(0, count).forEach(_ -> add(History.registered()));
        callback.run();
    }

    void come(DomainEvent... arriving) {
        Arrays.stream(arriving).forEach(this::add);
        callback.run();
    }

    private void add(DomainEvent event) {
        events.add(new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(++last), GenericEventMessage.asEventMessage(event)));
    }

    int size() {
        return events.size();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(events.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
        boolean available = !events.isEmpty();
        if (!available) {
            Runnable once = onEmpty;
            onEmpty = () -> {};
            once.run();
        }
        return available;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
        return events.remove();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable listener) {
        callback = listener;
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}

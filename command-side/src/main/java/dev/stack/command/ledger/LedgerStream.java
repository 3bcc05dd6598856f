// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * The entries after a token, in commit order. It asks the database only when {@link LedgerPosition} knows of something
 * new, so an idle stream costs nothing and a new entry is seen at once. Used by one thread.
 */
final class LedgerStream implements TrackingEventStream {

    private static final Runnable NOTHING = () -> {};

    private final LedgerTail tail;
    private final LedgerPosition position;
    private final Deque<TrackedEventMessage<?>> buffer = new ArrayDeque<>();
    private @Nullable TrackingToken token;
    private long index;
    private Runnable unsubscribe = NOTHING;

    LedgerStream(LedgerTail tail, LedgerPosition position, @Nullable TrackingToken token) {
        this.tail = tail;
        this.position = position;
        this.token = token;
        this.index = token == null ? 0 : token.position().orElse(0);
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return hasNextAvailable() ? Optional.ofNullable(buffer.peek()) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (buffer.isEmpty()) {
            long seen = position.seen();
            if (seen > index) {
                fill();
            }
            if (buffer.isEmpty()
                    && !position.awaitBeyond(
                            Math.max(seen, index), Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.HOURS)) {
            // Asked for the next one, however long it takes.
        }
        return buffer.remove();
    }

    /** Called whenever something new may be there, from the appender's or the listener's thread. */
    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        unsubscribe.run();
        unsubscribe = position.onAdvance(callback);
        return true;
    }

    @Override
    public void close() {
        unsubscribe.run();
        unsubscribe = NOTHING;
        buffer.clear();
    }

    private void fill() {
        buffer.addAll(tail.after(token, index));
        TrackedEventMessage<?> last = buffer.peekLast();
        if (last != null) {
            token = last.trackingToken();
            index = token.position().orElse(index);
        }
    }
}

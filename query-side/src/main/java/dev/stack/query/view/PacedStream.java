// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/**
 * A stream that, each time it ran dry, says for a while that nothing has come, so that what comes is read as one batch
 * instead of many. It gives at once what comes after a quiet time, all that is there while it has not run dry, which a
 * replay does not before its end, and everything while somebody waits. Read by one thread; told of news by any.
 */
final class PacedStream implements TrackingEventStream {

    private static final Runnable NOTHING = () -> {};

    private final BlockingStream<TrackedEventMessage<?>> source;
    private final Duration pause;
    private final PaceTimer timer;
    private final Waiters waiters;
    private final AtomicBoolean pausing = new AtomicBoolean();
    private final Runnable unsubscribe;
    private volatile Runnable reader = NOTHING;
    private boolean gave;

    /** Closes {@code source} when it is closed. */
    PacedStream(BlockingStream<TrackedEventMessage<?>> source, Duration pause, PaceTimer timer, Waiters waiters) {
        this.source = source;
        this.pause = pause;
        this.timer = timer;
        this.waiters = waiters;
        this.unsubscribe = waiters.onArrival(() -> wake(pausing.get()));
    }

    /** What follows directly on what was given; no pause comes in between. */
    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return source.peek();
    }

    /** Holds back only who asks without waiting. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (timeout == 0 && holdsBack()) {
            return false;
        }
        boolean available = source.hasNextAvailable(timeout, unit);
        if (!available && gave) {
            gave = false;
            rest();
        }
        return available;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        gave = true;
        return source.nextAvailable();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        reader = callback;
        return source.setOnAvailableCallback(() -> wake(!holdsBack()));
    }

    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
        source.skipMessagesWithPayloadTypeOf(ignored);
    }

    @Override
    public void close() {
        unsubscribe.run();
        reader = NOTHING;
        source.close();
    }

    private boolean holdsBack() {
        return pausing.get() && !waiters.any();
    }

    /** A pause that a waiter reads through ends when it would have, and no other begins before. */
    private void rest() {
        if (!waiters.any() && pausing.compareAndSet(false, true)) {
            timer.after(pause, this::goOn);
        }
    }

    /** Told whatever came: news of the very moment in which the pause began woke the reader in vain. */
    private void goOn() {
        pausing.set(false);
        reader.run();
    }

    private void wake(boolean wanted) {
        if (wanted) {
            reader.run();
        }
    }
}

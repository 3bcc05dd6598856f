// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Who waits for one view in this process. Thread-safe. */
final class Waiters {

    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    boolean any() {
        return waiting.get() > 0;
    }

    /** One more waits, until it {@linkplain #leave leaves}. */
    void arrive() {
        waiting.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    void leave() {
        waiting.decrementAndGet();
    }

    /** Calls {@code listener}, which must be quick, after each arrival; returns how to stop that. */
    Runnable onArrival(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** How far the views have come, as far as this process knows, and the place to wait for it. */
@Component
final class ViewProgress {

    /** A view may be filled by another process, which can be seen only in the database. */
    private static final Duration ELSEWHERE = Duration.ofMillis(50);

    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Waiters> waiters = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ViewTables tables;

    ViewProgress(ViewTables tables) {
        this.tables = tables;
    }

    /** The rows of {@code view} are committed up to {@code position}. */
    void reached(String view, long position) {
        lock.lock();
        try {
            positions.merge(view, position, Math::max);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@code view} starts again from nothing. */
    void restart(String view) {
        lock.lock();
        try {
            positions.remove(view);
        } finally {
            lock.unlock();
        }
    }

    /** Who waits here for {@code view}. */
    Waiters waiters(String view) {
        return waiters.computeIfAbsent(view, _ -> new Waiters());
    }

    /** Waits until {@code view} holds {@code position}, at most {@code patience}; whether it does. */
    boolean await(String view, long position, Duration patience) throws InterruptedException {
        if (known(view) >= position) {
            return true;
        }
        Waiters others = waiters(view);
        others.arrive();
        try {
            return awaitMoved(view, position, patience);
        } finally {
            others.leave();
        }
    }

    private boolean awaitMoved(String view, long position, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (!has(view, position)) {
            if (left <= 0) {
                return false;
            }
            left -= pause(view, position, Math.min(left, ELSEWHERE.toNanos()));
        }
        return true;
    }

    private boolean has(String view, long position) {
        if (known(view) >= position) {
            return true;
        }
        tables.position(view).ifPresent(shared -> reached(view, shared));
        return known(view) >= position;
    }

    private long known(String view) {
        lock.lock();
        try {
            return positions.getOrDefault(view, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** Until something moves; the nanoseconds that took. */
    private long pause(String view, long position, long nanos) throws InterruptedException {
        lock.lock();
        try {
            return positions.getOrDefault(view, 0L) >= position ? 0 : nanos - moved.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }
}

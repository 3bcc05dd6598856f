// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the ledger has come, as far as this process knows. The global index has no gaps and is in commit order, so
 * whoever has read up to {@link #seen()} has read everything that was committed before.
 */
public final class LedgerPosition {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long seen;

    /** Global index of the last entry this process knows of, whoever wrote it. */
    public long seen() {
        return seen;
    }

    /** Waits until an entry after {@code globalIndex} is known; {@code false} when none came in time. */
    public boolean awaitBeyond(long globalIndex, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (seen <= globalIndex) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Calls {@code listener}, which must be quick, whenever there is something new; returns how to stop that. */
    public Runnable onAdvance(Runnable listener) {
        Runnable own = listener::run; // The same listener may be there twice.
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** The ledger reaches to {@code globalIndex} at least. */
    void heard(long globalIndex) {
        lock.lock();
        try {
            if (globalIndex <= seen) {
                return;
            }
            seen = globalIndex;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }
}

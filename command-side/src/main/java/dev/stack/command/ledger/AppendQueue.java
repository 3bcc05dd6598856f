// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the appender, bounded by rows and bytes. What is urgent has a lane of its own, with the same bounds, and
 * goes first.
 */
final class AppendQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final AppendLane urgent;
    private final AppendLane others;
    private boolean closed;

    AppendQueue(int rowsMax, long bytesMax) {
        this.urgent = new AppendLane(rowsMax, bytesMax);
        this.others = new AppendLane(rowsMax, bytesMax);
    }

    /** Adds the item, or says no: full or closed. An item larger than the bounds fits when it is alone. */
    boolean offer(AppendItem item) {
        lock.lock();
        try {
            AppendLane lane = item.isUrgent() ? urgent : others;
            if (closed || !lane.offer(item)) {
                return false;
            }
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for items and takes as many as the bounds allow, at least one; none when closed and drained. */
    List<AppendItem> take(int batchRowsMax, long batchBytesMax) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (urgent.isEmpty() && others.isEmpty() && !closed) {
                filled.await();
            }
            return remove(batchRowsMax, batchBytesMax);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what is in it can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int rows() {
        lock.lock();
        try {
            return urgent.rows() + others.rows();
        } finally {
            lock.unlock();
        }
    }

    private List<AppendItem> remove(int batchRowsMax, long batchBytesMax) {
        List<AppendItem> batch = new ArrayList<>();
        int batchRows = 0;
        long batchBytes = 0;
        for (AppendLane lane = next(); !lane.isEmpty(); lane = next()) {
            AppendItem item = lane.first();
            batchRows += item.rows();
            batchBytes += item.bytes();
            if (!batch.isEmpty() && (batchRows > batchRowsMax || batchBytes > batchBytesMax)) {
                break;
            }
            batch.add(lane.remove());
        }
        return batch;
    }

    private AppendLane next() {
        return urgent.isEmpty() ? others : urgent;
    }
}

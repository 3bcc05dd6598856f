// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the appender, bounded by rows and bytes. */
final class AppendQueue {

    private final int rowsMax;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<AppendItem> items = new ArrayDeque<>();
    private int rows;
    private long bytes;
    private boolean closed;

    AppendQueue(int rowsMax, long bytesMax) {
        this.rowsMax = rowsMax;
        this.bytesMax = bytesMax;
    }

    /** Adds the item, or says no: full or closed. An item larger than the bounds fits when it is alone. */
    boolean offer(AppendItem item) {
        lock.lock();
        try {
            boolean fits = rows + item.rows() <= rowsMax && bytes + item.bytes() <= bytesMax;
            if (closed || !fits && !items.isEmpty()) {
                return false;
            }
            items.add(item);
            count(item, 1);
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
            while (items.isEmpty() && !closed) {
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
            return rows;
        } finally {
            lock.unlock();
        }
    }

    private List<AppendItem> remove(int batchRowsMax, long batchBytesMax) {
        List<AppendItem> batch = new ArrayList<>();
        int batchRows = 0;
        long batchBytes = 0;
        for (AppendItem next = items.peek(); next != null; next = items.peek()) {
            batchRows += next.rows();
            batchBytes += next.bytes();
            if (!batch.isEmpty() && (batchRows > batchRowsMax || batchBytes > batchBytesMax)) {
                break;
            }
            batch.add(items.remove());
            count(next, -1);
        }
        return batch;
    }

    private void count(AppendItem item, int sign) {
        rows += sign * item.rows();
        bytes += sign * item.bytes();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.ArrayDeque;
import java.util.Deque;

/** Items in the order they came, bounded by rows and bytes. Guarded by the queue's lock. */
final class AppendLane {

    private final int rowsMax;
    private final long bytesMax;
    private final Deque<AppendItem> items = new ArrayDeque<>();
    private int rows;
    private long bytes;

    AppendLane(int rowsMax, long bytesMax) {
        this.rowsMax = rowsMax;
        this.bytesMax = bytesMax;
    }

    /** Adds the item unless it is full. An item larger than the bounds fits when it is alone. */
    boolean offer(AppendItem item) {
        boolean fits = rows + item.rows() <= rowsMax && bytes + item.bytes() <= bytesMax;
        if (!fits && !items.isEmpty()) {
            return false;
        }
        items.add(item);
        count(item, 1);
        return true;
    }

    AppendItem first() {
        return items.element();
    }

    AppendItem remove() {
        AppendItem item = items.remove();
        count(item, -1);
        return item;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int rows() {
        return rows;
    }

    private void count(AppendItem item, int sign) {
        rows += sign * item.rows();
        bytes += sign * item.bytes();
    }
}

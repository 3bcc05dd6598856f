// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where something was found: ranges of places, in order, those that touch made one. */
final class FoundRanges {

    record Range(long start, long end) {}

    private final Deque<Range> ranges = new ArrayDeque<>();
    private boolean any;

    void add(long start, long end) {
        any = true;
        long from = start;
        long to = end;
        for (Range last = ranges.peekLast(); last != null && last.end() >= from; last = ranges.peekLast()) {
            from = Math.min(from, last.start());
            to = Math.max(to, last.end());
            ranges.removeLast();
        }
        ranges.addLast(new Range(from, to));
    }

    /** Whether there ever was one. */
    boolean any() {
        return any;
    }

    /** The first one left, or {@code null}. */
    @Nullable
    Range first() {
        return ranges.peekFirst();
    }

    void removeFirst() {
        ranges.removeFirst();
    }
}

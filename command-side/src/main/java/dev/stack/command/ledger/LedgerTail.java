// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries that a stream of this process has read. All streams wake at the same news: the first one reads it
 * from the database, the others get the same messages, whose bodies are then decoded once. Who is further behind reads for
 * itself. The global index has no gaps, so what is kept has none.
 */
final class LedgerTail {

    private static final int BATCH = 500;
    private static final int KEPT = 2_000;

    private final EventStorageEngine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<TrackedEventMessage<?>> kept = new ArrayList<>();

    LedgerTail(EventStorageEngine engine) {
        this.engine = engine;
    }

    /**
     * The entries after a place, in commit order, at most {@value #BATCH}; none when there is nothing new.
     *
     * @param token of the place, {@code null} before the first entry
     * @param index global index of the place
     */
    List<TrackedEventMessage<?>> after(@Nullable TrackingToken token, long index) {
        lock.lock();
        try {
            if (kept.isEmpty() || index >= indexOf(kept.getLast())) {
                return news(token, index);
            }
            long first = indexOf(kept.getFirst());
            if (index >= first - 1) {
                int from = (int) (index - first + 1);
                return List.copyOf(kept.subList(from, Math.min(from + BATCH, kept.size())));
            }
        } finally {
            lock.unlock();
        }
        return read(token);
    }

    private List<TrackedEventMessage<?>> news(@Nullable TrackingToken token, long index) {
        List<TrackedEventMessage<?>> news = read(token);
        if (!news.isEmpty()) {
            if (!kept.isEmpty() && index > indexOf(kept.getLast())) {
                kept.clear();
            }
            kept.addAll(news);
            if (kept.size() > KEPT) {
                kept.subList(0, kept.size() - KEPT / 2).clear();
            }
        }
        return news;
    }

    private List<TrackedEventMessage<?>> read(@Nullable TrackingToken token) {
        List<TrackedEventMessage<?>> entries = new ArrayList<>();
        try (var events = engine.readEvents(token, false)) {
            events.limit(BATCH).forEach(entries::add);
        }
        return entries;
    }

    private static long indexOf(TrackedEventMessage<?> entry) {
        return entry.trackingToken()
                .position()
                .orElseThrow(() -> new IllegalStateException("an entry of the ledger has no place"));
    }
}

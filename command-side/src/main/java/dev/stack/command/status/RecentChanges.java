// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The last changes, kept once for everyone who listens to this process. Nothing is kept for a single listener, so a slow one
 * costs nothing but its connection.
 */
@Component
final class RecentChanges {

    private static final int KEPT_MAX = 1_000;
    private static final int KEPT_CHARACTERS_MAX = 8 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<ServerEvent> kept = new ArrayDeque<>();
    private int keptCharacters;
    private long head;
    private long beats;
    private @Nullable ServerEvent beat;
    private boolean closed;

    /**
     * What a listener does not know yet.
     *
     * @param events to be sent, in order
     * @param missed whether something before them is not kept here any more, so that there are none
     * @param beats number of the last heartbeat among them
     */
    record News(List<ServerEvent> events, boolean missed, long beats) {}

    /** Number of the last entry that was read here; 0 before the first reading. */
    long head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes after {@code seq} or a heartbeat after number {@code heard}; empty when the time or the stream is over. */
    Optional<News> await(long seq, long heard, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && head <= seq && beats <= heard) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = news.awaitNanos(left);
            }
            return closed ? Optional.empty() : Optional.of(newsAfter(seq));
        } finally {
            lock.unlock();
        }
    }

    private News newsAfter(long seq) {
        List<ServerEvent> events = new ArrayList<>();
        kept.stream().filter(event -> event.seq() > seq).forEach(events::add);
        if (seq < head && (events.isEmpty() || events.getFirst().previous() > seq)) {
            return new News(List.of(), true, beats);
        }
        if (beat != null && beat.seq() >= seq) {
            events.add(beat);
        }
        return new News(List.copyOf(events), false, beats);
    }

    /** Begins at a number: what was before is not told here. */
    void begin(long seq) {
        change(() -> head = seq);
    }

    void add(ServerEvent event) {
        change(() -> {
            kept.addLast(event);
            keptCharacters += event.data().length();
            while (kept.size() > KEPT_MAX || keptCharacters > KEPT_CHARACTERS_MAX) {
                keptCharacters -= kept.removeFirst().data().length();
            }
            head = event.seq();
            beat = null;
        });
    }

    void beat(ServerEvent heartbeat) {
        change(() -> {
            beat = heartbeat;
            beats++;
        });
    }

    /** Keeps nothing of what was: whoever is behind is told anew, signed anew. */
    void forget() {
        change(() -> {
            kept.clear();
            keptCharacters = 0;
            beat = null;
        });
    }

    /** Sends every listener home. */
    void close() {
        change(() -> closed = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Open connections waiting for the next call. Those in use are bounded by {@link Bulkheads}. */
final class ConnectionPool implements AutoCloseable {

    /** So long a connection is believed to be there without asking. */
    private static final Duration TRUSTED = Duration.ofSeconds(2);

    private final EgressProperties limits;
    private final Map<ConnectionKey, Deque<UpstreamConnection>> idle = new HashMap<>();
    private int count;
    private boolean closed;

    ConnectionPool(EgressProperties limits) {
        this.limits = limits;
    }

    /** The one used last, if it goes to an address that is still the host's. */
    Optional<UpstreamConnection> take(ConnectionKey key, Destination destination) {
        for (UpstreamConnection candidate = poll(key); candidate != null; candidate = poll(key)) {
            if (destination.addresses().contains(candidate.address())
                    && !candidate.isIdleFor(limits.idleLimit())
                    && candidate.isQuiet(TRUSTED)) {
                return Optional.of(candidate);
            }
            candidate.abort();
        }
        return Optional.empty();
    }

    /** Keeps it for the next call, or ends it where enough are kept. */
    void giveBack(UpstreamConnection connection) {
        connection.idleFromNow();
        if (!connection.isQuiet(TRUSTED) || !keep(connection)) {
            connection.abort();
        }
    }

    /** Ends those nobody has used for long. */
    void evict() {
        List<UpstreamConnection> old = new ArrayList<>();
        synchronized (this) {
            idle.values()
                    .forEach(queue -> queue.removeIf(connection -> {
                        boolean evicted = connection.isIdleFor(limits.idleLimit());
                        if (evicted) {
                            old.add(connection);
                        }
                        return evicted;
                    }));
            idle.values().removeIf(Deque::isEmpty);
            count -= old.size();
        }
        old.forEach(UpstreamConnection::abort);
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(queue -> queue.forEach(UpstreamConnection::abort));
        idle.clear();
    }

    private synchronized boolean keep(UpstreamConnection connection) {
        Deque<UpstreamConnection> queue = idle.computeIfAbsent(connection.key(), _ -> new ArrayDeque<>());
        if (closed || count >= limits.idleMax() || queue.size() >= limits.idlePerConnectionMax()) {
            if (queue.isEmpty()) {
                idle.remove(connection.key());
            }
            return false;
        }
        queue.addFirst(connection);
        count++;
        return true;
    }

    private synchronized @Nullable UpstreamConnection poll(ConnectionKey key) {
        Deque<UpstreamConnection> queue = idle.get(key);
        if (queue == null) {
            return null;
        }
        UpstreamConnection first = queue.pollFirst();
        if (first != null) {
            count--;
        }
        if (queue.isEmpty()) {
            idle.remove(key);
        }
        return first;
    }
}

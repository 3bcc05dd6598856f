// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Unwrapped data keys, for a short time. Bounded by age, by uses and in number, oldest first; what leaves is overwritten.
 * Callers get copies, so a key that leaves while it is used does no harm.
 */
final class DataKeyCache implements AutoCloseable {

    private final Clock clock;
    private final Duration ageMax;
    private final int entriesMax;
    private final long usesMax;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    DataKeyCache(Clock clock, Duration ageMax, int entriesMax, long usesMax) {
        this.clock = clock;
        this.ageMax = ageMax;
        this.entriesMax = entriesMax;
        this.usesMax = usesMax;
    }

    private static final class Entry {
        final SecretBytes key;
        final Instant until;
        long usesLeft;

        Entry(SecretBytes key, Instant until, long usesLeft) {
            this.key = key;
            this.until = until;
            this.usesLeft = usesLeft;
        }
    }

    /** A copy the caller closes. */
    synchronized Optional<SecretBytes> get(String id) {
        evictExpired();
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        SecretBytes copy = entry.key.duplicate();
        entry.usesLeft--;
        if (entry.usesLeft == 0) {
            remove(id);
        }
        return Optional.of(copy);
    }

    /** Keeps a copy. */
    synchronized void put(String id, SecretBytes key) {
        remove(id);
        entries.put(id, new Entry(key.duplicate(), clock.instant().plus(ageMax), usesMax));
        evictExpired();
        if (entries.size() > entriesMax) {
            remove(entries.keySet().iterator().next());
        }
    }

    synchronized void remove(String id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            entry.key.close();
        }
    }

    /** Every entry lives equally long, so the oldest stand first. */
    synchronized void evictExpired() {
        Instant now = clock.instant();
        for (Iterator<Entry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            Entry entry = oldest.next();
            if (now.isBefore(entry.until)) {
                return;
            }
            entry.key.close();
            oldest.remove();
        }
    }

    synchronized int size() {
        return entries.size();
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> entry.key.close());
        entries.clear();
    }
}

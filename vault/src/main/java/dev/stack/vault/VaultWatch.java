// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What this process last learned of its vault: whether it was ever open, whether its master key can be reached now, and
 * what went wrong since somebody asked. Of many failures of one kind only the first is described, and all are counted.
 */
public final class VaultWatch {

    /** Whether the vault gives what it keeps. */
    public enum State {
        /** The master key has not been reached since the process started. */
        SEALED,
        /** As it should be. */
        OPEN,
        /** The master key was reached before and is not now; data keys in memory still serve. */
        UNAVAILABLE
    }

    /** What can go wrong. */
    public enum Kind {
        UNAVAILABLE,
        INTEGRITY
    }

    /**
     * Failures of one kind.
     *
     * @param what the first of them, without anything secret
     * @param count how many
     */
    public record Incident(Kind kind, String what, long count) {
        private Incident again() {
            return new Incident(kind, what, count + 1);
        }
    }

    private final Map<Kind, Incident> incidents = new EnumMap<>(Kind.class);
    private final AtomicBoolean sealTold = new AtomicBoolean();
    private volatile State state = State.SEALED;

    public State state() {
        return state;
    }

    /** Whether the master key was never reached since the start. */
    public boolean isSealed() {
        return state == State.SEALED;
    }

    /** Whether this start found the vault sealed; {@code true} for the first who asks. */
    public boolean takeSealed() {
        return sealTold.compareAndSet(true, false);
    }

    /** What went wrong since the last call. */
    public synchronized List<Incident> take() {
        List<Incident> taken = new ArrayList<>(incidents.values());
        incidents.clear();
        return taken;
    }

    /** What was taken and could not be kept comes back. */
    public synchronized void giveBack(Incident incident) {
        incidents.merge(
                incident.kind(),
                incident,
                (newer, older) -> new Incident(older.kind(), older.what(), older.count() + newer.count()));
    }

    void reached() {
        state = State.OPEN;
    }

    void foundSealed() {
        sealTold.set(true);
    }

    void unreachable(String what) {
        if (state == State.OPEN) {
            state = State.UNAVAILABLE;
        }
        count(Kind.UNAVAILABLE, what);
    }

    void integrity(String what) {
        count(Kind.INTEGRITY, what);
    }

    private synchronized void count(Kind kind, String what) {
        incidents.merge(kind, new Incident(kind, what, 1), (before, _) -> before.again());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import dev.stack.revocation.RevocationLog.Standing;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is revoked, kept in memory. It holds no more than the passports that are revoked and have not expired, and the
 * operators that are frozen. A look-up takes no lock and makes nothing. What the log says is applied in the order of its
 * numbers and no other; what is merely heard is believed where it refuses, until the log has been asked.
 */
public final class RevocationSet {

    /** Hearsay kept at most; who says more than the log can hold at once is not listened to. */
    public static final int HEARD_MAX = 20_000;

    private static final long NOTHING = -1;

    private final Map<String, Instant> dead = new ConcurrentHashMap<>();
    private final Set<String> frozen = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private volatile long applied = NOTHING;

    /** What the set says of a passport. */
    public enum Verdict {
        /** Neither revoked nor frozen, as far as the set has come. */
        LIVE,
        REVOKED,
        /** Its operator has frozen all passports. */
        FROZEN
    }

    /** What is known of a passport of that operator. */
    public Verdict look(OperatorId operator, Jti jti) {
        if (dead.containsKey(jti.value()) || heard.containsKey(jti.value())) {
            return Verdict.REVOKED;
        }
        boolean stopped = frozen.contains(operator.value()) || heard.containsKey(operator.value());
        return stopped ? Verdict.FROZEN : Verdict.LIVE;
    }

    /** Whether it has been filled; before, it says nothing of anybody. */
    public boolean isFilled() {
        return applied != NOTHING;
    }

    /** Number of the last entry applied; -1 before the set is filled. */
    public long applied() {
        return applied;
    }

    /** Passports and operators it holds. */
    public int size() {
        return dead.size() + frozen.size() + heard.size();
    }

    /**
     * Applies entries that follow on what was applied; those that were applied before are passed over.
     *
     * @return {@code false} when one is missing in between: it and all after it were not applied
     */
    public boolean apply(List<Revocation> entries) {
        boolean changed = false;
        boolean whole = true;
        synchronized (this) {
            for (Revocation entry : entries) {
                if (entry.seq() <= applied) {
                    continue;
                }
                whole = isFilled() && entry.seq() == applied + 1;
                if (!whole) {
                    break;
                }
                apply(entry);
                applied = entry.seq();
                changed = true;
            }
        }
        if (changed) {
            tell();
        }
        return whole;
    }

    /**
     * Refuses at once what somebody says was revoked, until {@link #forgetHeard} after the log was asked. A thaw is never
     * taken from hearsay, and neither is how far the log has come.
     *
     * @param now of {@link System#nanoTime()}
     */
    public void hear(List<Revocation> entries, long now) {
        boolean changed = false;
        for (Revocation entry : entries) {
            if (entry.seq() > applied && entry.kind() != Revocation.Kind.THAW && heard.size() < HEARD_MAX) {
                heard.put(entry.subject(), now);
                changed = true;
            }
        }
        if (changed) {
            tell();
        }
    }

    /** Drops what was heard before {@code asked}: all of the log as it stood then is applied. */
    public void forgetHeard(long asked) {
        heard.values().removeIf(since -> since - asked < 0);
    }

    /** Becomes what stands in the log. What was dead stays dead: nothing brings a passport back. */
    public void fill(Standing standing) {
        synchronized (this) {
            Set<String> still = new HashSet<>();
            for (Revocation entry : standing.entries()) {
                apply(entry);
                if (entry.kind() == Revocation.Kind.FREEZE) {
                    still.add(entry.subject());
                }
            }
            frozen.retainAll(still);
            applied = standing.head();
        }
        tell();
    }

    /** Drops what tells nothing any more at {@code now}, since it has expired. */
    public void forget(Instant now) {
        dead.values().removeIf(forgetAt -> !now.isBefore(forgetAt));
    }

    /** Calls {@code listener}, which must be quick, after each change; returns how to stop that. */
    public Runnable onChange(Runnable listener) {
        Runnable own = listener::run; // The same listener may be there twice.
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    private void apply(Revocation entry) {
        switch (entry.kind()) {
            case PASSPORT -> dead.put(entry.subject(), entry.forgetAt());
            case FREEZE -> frozen.add(entry.subject());
            case THAW -> frozen.remove(entry.subject());
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.RevocationInbox;
import dev.stack.revocation.RevocationLog;
import dev.stack.revocation.RevocationLog.Delta;
import dev.stack.revocation.RevocationLog.Standing;
import dev.stack.revocation.RevocationSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the local set up with the log (ADR 0018). The log is read when something is heard of, and every so often though
 * nothing is: who carries the news can make the edge refuse sooner, and never make it accept.
 */
public final class RevocationFollower implements RevocationInbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationFollower.class);
    private static final int BATCH = 5_000;
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(6);
    private static final int CLOSELY = 10;

    private final RevocationLog log;
    private final LocalRevocations revocations;
    private final RevocationSet set;
    private final RevocationProperties properties;
    private final boolean carried;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean failing;
    private volatile long heardAt;
    private volatile Instant heardOf = Instant.MIN;

    /**
     * Begins with {@link #start}.
     *
     * @param carried whether a transport carries the log as well, whose silence is worth noticing
     */
    public RevocationFollower(
            RevocationLog log, LocalRevocations revocations, RevocationProperties properties, boolean carried) {
        this.log = log;
        this.revocations = revocations;
        this.set = revocations.set();
        this.properties = properties;
        this.carried = carried;
        this.heardAt = System.nanoTime() - properties.silence().toNanos();
        this.thread =
                Thread.ofPlatform().name("stack-edge-revocations").daemon().unstarted(this::follow);
    }

    /** Fills the set, now or as soon as the log can be read, and follows from there. */
    public void start() {
        catchUp();
        thread.start();
    }

    @Override
    public void entries(List<Revocation> entries) {
        set.hear(entries, System.nanoTime());
        wake();
    }

    /** One that is not newer than the last is an old one told again. */
    @Override
    public void heartbeat(long head, Instant at) {
        if (at.isAfter(heardOf)) {
            heardOf = at;
            heardAt = System.nanoTime();
            if (head != set.applied()) {
                wake();
            }
        }
    }

    @Override
    public void wake() {
        news.release();
    }

    /** Whether a transport carries the log and has been heard of. */
    public boolean isCarried() {
        return carried && System.nanoTime() - heardAt <= properties.silence().toNanos();
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (!closed) {
            try {
                if (news.tryAcquire(pause().toNanos(), TimeUnit.NANOSECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            }
            if (!closed) {
                catchUp();
            }
        }
    }

    private Duration pause() {
        if (failing) {
            return RETRY;
        }
        boolean silent = carried && !isCarried();
        return silent ? properties.recheck().dividedBy(CLOSELY) : properties.recheck();
    }

    private void catchUp() {
        try {
            if (!set.isFilled()) {
                fill();
            }
            while (!follows(System.nanoTime())) {
                // There is more than one batch.
            }
            failing = false;
        } catch (RuntimeException away) {
            if (!failing) {
                LOG.warn("the revocation log cannot be read: {}", String.valueOf(away.getMessage()));
            }
            failing = true;
        }
    }

    private void fill() {
        long asked = System.nanoTime();
        Standing standing = log.standing();
        set.fill(standing);
        set.forget(standing.at());
        revocations.confirm(asked);
    }

    /** One step; whether the end was reached. */
    private boolean follows(long asked) {
        Delta delta = log.delta(set.applied(), BATCH);
        if (delta.head() < set.applied() || !set.apply(delta.entries())) {
            LOG.warn("the revocation log does not go on where this edge has come to; it begins anew");
            fill();
            return true;
        }
        if (set.applied() < delta.head()) {
            if (delta.entries().isEmpty()) {
                fill(); // What is missing was forgotten: it had expired.
                return true;
            }
            return false;
        }
        set.forget(delta.at());
        revocations.confirm(asked);
        return true;
    }
}

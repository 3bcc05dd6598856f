// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

import dev.stack.revocation.EdgeId;
import dev.stack.revocation.EdgeRegister;
import dev.stack.revocation.EdgeRegister.Canary;
import dev.stack.revocation.RevocationSet.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that this edge is there and how far it has come: after each change and each second. Watches the canaries of drills. */
public final class EdgeReports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeReports.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration WATCHES = Duration.ofSeconds(30);
    private static final long ASKS_EVERY_NANOS = 500_000;

    private final EdgeId edge;
    private final EdgeRegister register;
    private final LocalRevocations revocations;
    private final Semaphore changes = new Semaphore(0);
    private final Set<Canary> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    public EdgeReports(EdgeId edge, EdgeRegister register, LocalRevocations revocations) {
        this.edge = edge;
        this.register = register;
        this.revocations = revocations;
        this.thread = Thread.ofPlatform().name("stack-edge-reports").daemon().unstarted(this::report);
    }

    public void start() {
        thread.start();
    }

    public EdgeId edge() {
        return edge;
    }

    @Override
    public void close() {
        closed = true;
        changes.release();
        try {
            if (thread.join(CLOSING)) {
                register.leave(edge);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.debug("this edge could not take its leave: {}", away.getMessage());
        }
    }

    private void report() {
        Runnable stop = revocations.onChange(changes::release);
        try {
            while (!closed) {
                say();
                if (changes.tryAcquire(EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
                    changes.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            stop.run();
        }
    }

    private void say() {
        if (!revocations.isFilled()) {
            return;
        }
        try {
            List<Canary> named = register.report(edge, revocations.applied());
            watched.retainAll(named);
            for (Canary canary : named) {
                if (watched.add(canary)) {
                    Thread.ofVirtual().name("stack-edge-canary").start(() -> watch(canary));
                }
            }
        } catch (RuntimeException away) {
            LOG.debug("this edge could not report: {}", away.getMessage());
        }
    }

    /** Asks as a call would, again and again, until the canary is refused. */
    private void watch(Canary canary) {
        try {
            register.watches(edge, canary);
            long latest = System.nanoTime() + WATCHES.toNanos();
            while (revocations.look(canary.operator(), canary.jti()) == Verdict.LIVE && !closed) {
                if (System.nanoTime() - latest > 0) {
                    return;
                }
                LockSupport.parkNanos(ASKS_EVERY_NANOS);
            }
            register.refuses(edge, canary);
        } catch (RuntimeException away) {
            LOG.debug("a canary could not be watched: {}", away.getMessage());
        }
    }
}

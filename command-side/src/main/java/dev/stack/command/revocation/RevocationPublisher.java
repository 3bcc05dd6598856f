// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.command.ledger.RevocationNews;
import dev.stack.revocation.Revocation;
import dev.stack.revocation.RevocationLog;
import dev.stack.revocation.RevocationLog.Delta;
import dev.stack.revocation.RevocationTransport;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the end of the log and hands it to the transport, where there is one: entries as they come, and every half a second
 * how far the log has come. No request waits for it. Several may do so beside each other.
 */
@Component
@DutyOf(ProcessRole.COMMAND)
final class RevocationPublisher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationPublisher.class);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int BATCH = 1_000;
    private static final long UNKNOWN = -1;

    private final RevocationLog log;
    private final RevocationNews news;
    private final Notices notices;
    private final TransportState state;
    private final @Nullable RevocationTransport transport;
    private final Semaphore woken = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private long published = UNKNOWN;
    private long beatAt = System.nanoTime() - HEARTBEAT.toNanos();

    RevocationPublisher(
            RevocationLog log,
            RevocationNews news,
            Notices notices,
            TransportState state,
            ObjectProvider<RevocationTransport> transport) {
        this.log = log;
        this.news = news;
        this.notices = notices;
        this.state = state;
        this.transport = transport.getIfAvailable();
    }

    @Override
    public void start() {
        RevocationTransport to = transport;
        if (to != null) {
            closed = false;
            thread = Thread.ofPlatform()
                    .name("stack-revocation-publisher")
                    .daemon()
                    .start(() -> publishUntilClosed(to));
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        closed = true;
        woken.release();
        if (running != null) {
            try {
                running.join(CLOSING);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void publishUntilClosed(RevocationTransport to) {
        Runnable deaf = news.onNews(woken::release);
        try {
            while (!closed) {
                publish(to);
                if (woken.tryAcquire(HEARTBEAT.toNanos(), TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            deaf.run();
        }
    }

    private void publish(RevocationTransport to) {
        Delta delta;
        try {
            if (published == UNKNOWN) {
                published = log.head();
            }
            delta = log.delta(published, BATCH);
        } catch (RuntimeException away) {
            LOG.debug("the revocation log cannot be read: {}", away.getMessage());
            return;
        }
        try {
            hand(to, delta);
            state.works();
        } catch (RuntimeException lost) {
            state.fails(lost);
        }
    }

    private void hand(RevocationTransport to, Delta delta) {
        if (!delta.entries().isEmpty()) {
            long from = published;
            List<Revocation> first = to.publish(delta.entries(), delta.at());
            published = delta.entries().getLast().seq();
            if (published < delta.head()) {
                woken.release();
            }
            notices.of(from, published, first).forEach(to::announce);
        } else if (published != delta.head()) {
            published = delta.head(); // What is missing was forgotten, or the log is another one than before.
        }
        if (System.nanoTime() - beatAt >= HEARTBEAT.toNanos()) {
            beatAt = System.nanoTime();
            to.heartbeat(delta.head(), delta.at());
        }
    }
}

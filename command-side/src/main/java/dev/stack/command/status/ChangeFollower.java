// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.command.ledger.LedgerPosition;
import dev.stack.vocabulary.DutyOf;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows the revocation log, woken by the ledger: one thread reads and signs for all listeners. While the log cannot be read
 * there is no heartbeat; by the silence listeners learn that they know nothing any more.
 */
@Component
@DutyOf({})
final class ChangeFollower implements SmartLifecycle {

    private static final Duration BEATS_EVERY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);

    private final Changes changes;
    private final RecentChanges recent;
    private final LedgerPosition position;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    ChangeFollower(Changes changes, RecentChanges recent, LedgerPosition position) {
        this.changes = changes;
        this.recent = recent;
        this.position = position;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("stack-status-changes").start(this::follow);
    }

    @Override
    public void stop() {
        stopped.countDown();
        recent.close();
    }

    @Override
    public boolean isRunning() {
        return thread != null && stopped.getCount() > 0;
    }

    /** Stops before the server waits for requests under way: streams must not be what it waits for. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    private void follow() {
        boolean begun = false;
        String kid = "";
        long beatenAt = System.nanoTime() - BEATS_EVERY.toNanos();
        while (stopped.getCount() > 0) {
            try {
                long seen = position.seen();
                if (!begun) {
                    recent.begin(changes.head());
                    begun = true;
                }
                if (!kid.equals(changes.kid())) {
                    // What another key signed may be void, or soon too old to be trusted.
                    recent.forget();
                    kid = changes.kid();
                }
                readOn();
                if (System.nanoTime() - beatenAt >= BEATS_EVERY.toNanos()) {
                    recent.beat(changes.heartbeat(recent.head()));
                    beatenAt = System.nanoTime();
                }
                position.awaitBeyond(seen, PAUSE);
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("the revocation log cannot be followed now");
                pause();
            }
        }
    }

    private void readOn() {
        Optional<ServerEvent> next = changes.after(recent.head());
        while (next.isPresent()) {
            recent.add(next.get());
            next = changes.after(recent.head());
        }
    }

    private void pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

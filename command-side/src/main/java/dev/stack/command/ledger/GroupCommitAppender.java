// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what all commands of this process have waiting in one transaction after the other, on one thread and one
 * connection (ADR 0003). While one batch commits the next one gathers, so the slower the disk, the larger the batches.
 */
final class GroupCommitAppender implements LedgerAppender, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitAppender.class);
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(5);

    private final LedgerProperties properties;
    private final ClockSkew clockSkew;
    private final AppendQueue queue;
    private final AppenderConnection connection;
    private final BatchAppend batches;
    private final Thread thread;
    private volatile @Nullable Throwable death;

    GroupCommitAppender(
            DataSource dataSource,
            LedgerProperties properties,
            LedgerPosition position,
            GroundMarks marks,
            ClockSkew clockSkew,
            LedgerMetrics metrics) {
        this.properties = properties;
        this.clockSkew = clockSkew;
        this.queue =
                new AppendQueue(properties.queueRows(), properties.queueBytes().toBytes());
        this.connection = new AppenderConnection(dataSource, properties);
        this.batches = new BatchAppend(connection, position, marks, clockSkew.incidents(), metrics);
        metrics.watchQueue(queue);
        this.thread = Thread.ofPlatform().name("stack-ledger-appender").daemon().unstarted(this::appendUntilClosed);
    }

    void start() {
        thread.start();
    }

    @Override
    public void append(AppendItem item) {
        clockSkew.refuseWhenOff();
        if (!queue.offer(item)) {
            throw StoreRefusals.unavailable(
                    thread.isAlive() ? "too much is waiting to be written" : "it takes no more on this node");
        }
        item.await(properties.appendTimeout(), COMMIT_PATIENCE);
    }

    @Override
    public String defect() {
        Throwable cause = death;
        return cause == null ? "" : "the appender died: " + cause;
    }

    /** Takes no more, writes what is queued, and ends. */
    @Override
    public void close() {
        queue.close();
        try {
            if (thread.isAlive() && !thread.join(properties.drainTimeout())) {
                LOG.atWarn().addKeyValue("rows", queue.rows()).log("entries were still queued when time was up");
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void appendUntilClosed() {
        try (connection) {
            for (List<AppendItem> batch = next(); !batch.isEmpty(); batch = next()) {
                batches.append(batch);
            }
        } catch (InterruptedException timeUp) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            death = fatal;
            LOG.error("the ledger's appender died; this node records nothing any more", fatal);
            throw fatal;
        } finally {
            failWhatIsLeft();
        }
    }

    private List<AppendItem> next() throws InterruptedException {
        return queue.take(properties.batchRows(), properties.batchBytes().toBytes());
    }

    private void failWhatIsLeft() {
        queue.close();
        boolean interrupted = Thread.interrupted();
        try {
            for (List<AppendItem> left = next(); !left.isEmpty(); left = next()) {
                left.forEach(item -> item.fail(StoreRefusals.unavailable("it is shutting down on this node")));
            }
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

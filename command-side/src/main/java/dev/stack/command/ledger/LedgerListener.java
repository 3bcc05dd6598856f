// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of entries that other processes committed, by {@code LISTEN} and, should a notification get lost, by asking.
 * The same connection compares the clocks, and hears of revocations. While the database is away it keeps trying.
 */
final class LedgerListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerListener.class);
    private static final Duration RECONNECT = Duration.ofMillis(200);
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(4);

    private final DataSource dataSource;
    private final LedgerPosition position;
    private final RevocationNews news;
    private final ClockSkew clockSkew;
    private final int pollMillis;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    LedgerListener(
            DataSource dataSource,
            LedgerPosition position,
            RevocationNews news,
            ClockSkew clockSkew,
            LedgerProperties properties) {
        this.dataSource = dataSource;
        this.position = position;
        this.news = news;
        this.clockSkew = clockSkew;
        this.pollMillis = Math.max(1, (int) properties.pollInterval().toMillis());
        this.thread = Thread.ofPlatform().name("stack-ledger-listener").daemon().unstarted(this::listenUntilClosed);
    }

    /** Looks once, so that a clock that is off or a store that is away stops the start; then listens. */
    void start() {
        try (Connection connection = dataSource.getConnection()) {
            look(connection);
        } catch (SQLException failed) {
            throw new IllegalStateException("The event store cannot be read: " + failed.getMessage(), failed);
        }
        if (!clockSkew.isAcceptable()) {
            throw StoreRefusals.clockAtStart(clockSkew.millis());
        }
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(NETWORK_TIMEOUT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenUntilClosed() {
        boolean wait = false;
        while (!isClosed(wait ? RECONNECT : Duration.ZERO)) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException lost) {
                LOG.debug("not listening for entries: {}", lost.getMessage());
            }
            wait = true;
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) NETWORK_TIMEOUT.toMillis());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set application_name = 'stack-ledger-listener'; listen " + LedgerWriter.CHANNEL
                    + "; listen " + RevocationNews.CHANNEL);
        }
        news.tell();
        PGConnection notified = connection.unwrap(PGConnection.class);
        long lookedAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(pollMillis);
        while (!isClosed(Duration.ZERO)) {
            if (System.nanoTime() - lookedAt >= TimeUnit.MILLISECONDS.toNanos(pollMillis)) {
                look(connection);
                lookedAt = System.nanoTime();
            }
            PGNotification[] heard = notified.getNotifications(pollMillis);
            for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
                hear(one);
            }
        }
    }

    private void hear(PGNotification one) {
        if (one.getName().equals(RevocationNews.CHANNEL)) {
            news.tell();
        } else {
            position.heard(Long.parseLong(one.getParameter()));
        }
    }

    private void look(Connection connection) throws SQLException {
        clockSkew.measure(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select global_index from ledger.position")) {
            row.next();
            position.heard(row.getLong(1));
        }
    }

    private boolean isClosed(Duration patience) {
        try {
            return closed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

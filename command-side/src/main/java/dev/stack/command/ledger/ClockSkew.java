// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;

/**
 * How far this node's clock is off the database's. Expiry is decided by this clock and recorded by that one, so a node
 * that is too far off refuses to decide anything.
 */
public final class ClockSkew {

    private static final Duration MEASURE_MAX = Duration.ofSeconds(1);

    private final Clock clock;
    private final ClockIncidents incidents = new ClockIncidents();
    private final long maxMillis;
    private volatile long skewMillis;

    public ClockSkew(Clock clock, Duration max) {
        this.clock = clock;
        this.maxMillis = max.toMillis();
    }

    /** Whether this node may decide. */
    public boolean isAcceptable() {
        return Math.abs(skewMillis) <= maxMillis;
    }

    /** This clock minus the database's, in milliseconds, as last measured. */
    public long millis() {
        return skewMillis;
    }

    /** What went wrong with this clock and the database's. */
    public ClockIncidents incidents() {
        return incidents;
    }

    void refuseWhenOff() {
        if (!isAcceptable()) {
            throw StoreRefusals.clock(skewMillis);
        }
    }

    /** Asks the database for its time; an answer that took long says nothing about the clock and is not used. */
    void measure(Connection connection) throws SQLException {
        long before = clock.millis();
        long started = System.nanoTime();
        long database = databaseMillis(connection);
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        if (taken.compareTo(MEASURE_MAX) <= 0) {
            skewMillis = before + taken.toMillis() / 2 - database;
            if (!isAcceptable()) {
                incidents.tooFarOff(skewMillis);
            }
        }
    }

    private static long databaseMillis(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select (extract(epoch from clock_timestamp()) * 1000)::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }
}

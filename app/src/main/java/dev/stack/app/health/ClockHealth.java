// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.health;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far this machine's clock is from the database's. Beyond five seconds lifetimes and order cannot be trusted. */
@Component("clockHealthIndicator")
final class ClockHealth extends AbstractHealthIndicator {

    private static final Duration DISTANCE_MAX = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;

    ClockHealth(JdbcClient jdbc, Clock clock) {
        super("the database's clock cannot be read");
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Instant before = clock.instant();
        Instant database = jdbc.sql("select clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
        Instant after = clock.instant();
        Duration distance = distance(before, database, after);
        builder.status(distance.compareTo(DISTANCE_MAX) > 0 ? "DOWN" : "UP")
                .withDetail("distance_ms", distance.toMillis());
    }

    /** Zero when the answer lies between question and receipt; the way there and back is not held against the clock. */
    private static Duration distance(Instant before, Instant database, Instant after) {
        if (database.isBefore(before)) {
            return Duration.between(database, before);
        }
        return database.isAfter(after) ? Duration.between(after, database) : Duration.ZERO;
    }
}

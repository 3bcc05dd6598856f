// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The real clock, turned forward as far as tests have asked; it never goes back. In a process of its own it is ahead from the
 * start by as much as the system property {@code test.clock-ahead} says.
 */
@Component
@Primary
class TurnableClock extends Clock {

    private volatile AtomicReference<Duration> ahead =
            new AtomicReference<>(Duration.parse(System.getProperty("test.clock-ahead", "PT0S")));

    /** From now on shows what {@code other} shows. */
    void follow(TurnableClock other) {
        ahead = other.ahead;
    }

    void forward(Duration by) {
        ahead.updateAndGet(by::plus);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("UTC only");
    }
}

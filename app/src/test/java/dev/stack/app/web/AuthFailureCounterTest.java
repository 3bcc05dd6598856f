// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.sample.RecordedFailures;
import dev.stack.sample.RecordedFailures.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Counting without growing. */
class AuthFailureCounterTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void A16_more_sources_than_can_be_told_apart_are_counted_together() {
        var recorded = new RecordedFailures();
        var counter = new AuthFailureCounter(recorded, NOON);
        for (int i = 0; i < 1_500; i++) {
            counter.count(new Source("10.0." + i / 256 + "." + i % 256));
        }
        counter.flush();
        assertThat(recorded.all()).hasSize(1_001);
        assertThat(recorded.all()).contains(new Failure("others", 500, NOON.instant()));
    }

    @Test
    void A16_what_could_not_be_recorded_is_counted_on() {
        var recorded = new RecordedFailures();
        var down = new AtomicBoolean(true);
        var counter = new AuthFailureCounter(
                (source, count, since) -> {
                    if (down.get()) {
                        throw new IllegalStateException("store down");
                    }
                    recorded.record(source, count, since);
                },
                NOON);
        counter.count(new Source("10.0.0.1"));
        counter.flush();
        down.set(false);
        counter.count(new Source("10.0.0.1"));
        counter.flush();
        assertThat(recorded.all()).containsExactly(new Failure("10.0.0.1", 2, NOON.instant()));
    }

    @Test
    void an_ipv6_caller_is_its_network() {
        assertThat(Source.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Source.of("2001:db8:1:2::1"));
        assertThat(Source.of("2001:db8:1:2::1")).isNotEqualTo(Source.of("2001:db8:1:3::1"));
        assertThat(Source.of("::ffff:10.0.0.1")).isEqualTo(Source.of("10.0.0.1"));
    }
}

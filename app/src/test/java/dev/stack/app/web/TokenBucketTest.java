// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A minute's worth, refilled evenly. */
class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TokenBucket bucket = new TokenBucket(60, 0);

    @Test
    void a_whole_minutes_worth_may_come_at_once_and_no_more() {
        for (int i = 0; i < 60; i++) {
            assertThat(bucket.take(0).allowed()).isTrue();
        }
        var refused = bucket.take(0);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retrySeconds()).isEqualTo(1);
        assertThat(refused.resetSeconds()).isEqualTo(60);
    }

    @Test
    void one_comes_back_every_second_up_to_the_measure() {
        for (int i = 0; i < 60; i++) {
            bucket.take(0);
        }
        assertThat(bucket.take(SECOND - 1).allowed()).isFalse();
        assertThat(bucket.take(SECOND).allowed()).isTrue();
        assertThat(bucket.look(1_000 * SECOND).remaining()).isEqualTo(60);
    }

    @Test
    void a_clock_that_steps_back_gives_nothing_away() {
        bucket.take(10 * SECOND);
        assertThat(bucket.look(0).remaining()).isEqualTo(59);
    }
}

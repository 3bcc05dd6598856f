// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a view reads on, by a clock that the test turns. */
class PacedStreamTest {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ArrivingEvents source = new ArrivingEvents();
    private final Waiters waiters = new Waiters();
    private final List<Runnable> pauses = new ArrayList<>();
    private final PacedStream stream = new PacedStream(source, PAUSE, this::begin, waiters);
    private int told;

    PacedStreamTest() {
        assertThat(stream.setOnAvailableCallback(() -> told++)).isTrue();
    }

    @Test
    void the_first_after_a_quiet_time_is_given_at_once() throws InterruptedException {
        assertThat(read()).isZero();

        source.come(1);

        assertThat(told).isEqualTo(1);
        assertThat(read()).isEqualTo(1);
    }

    @Test
    void what_comes_within_the_pause_is_given_together_at_its_end() throws InterruptedException {
        source.come(1);
        read();

        source.come(3);
        source.come(4);
        assertThat(told).isEqualTo(1);
        assertThat(read()).isZero();

        endPause();
        assertThat(told).isEqualTo(2);
        assertThat(read()).isEqualTo(7);
    }

    @Test
    void a_pause_in_which_nothing_came_is_followed_by_a_quiet_time() throws InterruptedException {
        source.come(1);
        read();
        endPause();

        assertThat(read()).isZero();
        assertThat(pauses).isEmpty();

        source.come(1);
        assertThat(told).isEqualTo(3);
        assertThat(read()).isEqualTo(1);
    }

    @Test
    void no_pause_comes_while_something_is_there() throws InterruptedException {
        source.come(1_000);
        while (source.size() > 1) {
            stream.nextAvailable();
            assertThat(stream.hasNextAvailable()).isTrue();
        }

        assertThat(pauses).isEmpty();
        assertThat(read()).isEqualTo(1);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void what_came_just_as_the_pause_began_is_told_at_its_end() throws InterruptedException {
        source.come(1);
        source.onEmpty = () -> source.come(1);
        read();
        assertThat(told).isEqualTo(2);
        assertThat(read()).isZero();

        endPause();
        assertThat(told).isEqualTo(3);
        assertThat(read()).isEqualTo(1);
    }

    @Test
    void who_waits_hurries_it() throws InterruptedException {
        source.come(1);
        read();
        source.come(2);

        waiters.arrive();
        assertThat(told).isEqualTo(2);
        assertThat(read()).isEqualTo(2);

        source.come(1);
        assertThat(told).isEqualTo(3);
        assertThat(read()).isEqualTo(1);
    }

    @Test
    void when_nobody_waits_any_more_it_gathers_again() throws InterruptedException {
        source.come(1);
        read();
        waiters.arrive();
        source.come(1);
        read();
        waiters.leave();

        source.come(1);
        assertThat(read()).isZero();

        assertThat(pauses).hasSize(1);
        endPause();
        assertThat(read()).isEqualTo(1);
    }

    @Test
    void who_asks_with_patience_is_not_held_back() throws InterruptedException {
        source.come(1);
        read();
        source.come(1);

        assertThat(stream.hasNextAvailable(1, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.peek()).isPresent();
    }

    @Test
    void closed_it_tells_nobody() throws InterruptedException {
        source.come(1);
        read();
        stream.close();

        endPause();
        waiters.arrive();

        assertThat(told).isEqualTo(1);
        assertThat(source.closed).isTrue();
    }

    /** As a processor reads: what there is, until it runs dry. */
    private int read() throws InterruptedException {
        int count = 0;
        while (stream.hasNextAvailable()) {
            stream.nextAvailable();
            count++;
        }
        return count;
    }

    private void begin(Duration pause, Runnable end) {
        assertThat(pause).isEqualTo(PAUSE);
        pauses.add(end);
    }

    private void endPause() {
        pauses.removeFirst().run();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.status.RecentChanges.News;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What listeners are told, and what is kept for them. */
final class RecentChangesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final RecentChanges recent = new RecentChanges();

    @Test
    void who_follows_is_told_every_change_once_and_the_newest_heartbeat() throws Exception {
        recent.begin(4);
        recent.add(change(4, 5));
        recent.add(change(5, 7));
        recent.beat(heartbeat(7));
        recent.beat(heartbeat(7));
        News first = told(4, 0);
        assertThat(first.events()).containsExactly(change(4, 5), change(5, 7), heartbeat(7));
        assertThat(told(5, 0).events()).containsExactly(change(5, 7), heartbeat(7));
        assertThat(told(6, 0).events()).as("from within a change").containsExactly(change(5, 7), heartbeat(7));
        assertThat(recent.await(7, first.beats(), Duration.ofMillis(1))).isEmpty();
        recent.beat(heartbeat(7));
        assertThat(told(7, first.beats()).events()).containsExactly(heartbeat(7));
    }

    @Test
    void a_heartbeat_from_before_a_change_is_not_told_after_it() throws Exception {
        recent.begin(4);
        recent.beat(heartbeat(4));
        recent.add(change(4, 5));
        assertThat(told(4, 0).events()).containsExactly(change(4, 5));
        assertThat(told(9, -1).events()).as("who heard more elsewhere").isEmpty();
    }

    @Test
    void who_is_further_behind_than_what_is_kept_learns_that_it_missed_something() throws Exception {
        recent.begin(0);
        for (int seq = 1; seq <= 1_001; seq++) {
            recent.add(change(seq - 1, seq));
        }
        assertThat(told(0, 0)).isEqualTo(new News(List.of(), true, 0));
        assertThat(told(1, 0).events()).hasSize(1_000);
    }

    @Test
    void what_is_kept_has_a_bound_in_characters_too() throws Exception {
        recent.begin(0);
        for (int seq = 1; seq <= 10; seq++) {
            recent.add(new ServerEvent("delta", seq - 1, seq, "x".repeat(1 << 20)));
        }
        assertThat(told(1, 0).missed()).isTrue();
        assertThat(told(2, 0).events()).hasSize(8);
    }

    @Test
    void what_was_forgotten_must_be_told_anew_to_whoever_is_behind_and_nobody_else() throws Exception {
        recent.begin(0);
        recent.add(change(0, 1));
        recent.beat(heartbeat(1));
        recent.forget();
        assertThat(told(0, 0).missed()).isTrue();
        assertThat(told(1, 0)).isEqualTo(new News(List.of(), false, 1));
        recent.add(change(1, 2));
        assertThat(told(1, 1).events()).containsExactly(change(1, 2));
    }

    @Test
    void news_and_the_end_wake_whoever_waits() throws Exception {
        recent.begin(0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<News>> news = threads.submit(() -> recent.await(0, 0, SOON));
            Future<Optional<News>> end = threads.submit(() -> recent.await(1, 0, SOON));
            recent.add(change(0, 1));
            assertThat(news.get(5, TimeUnit.SECONDS).orElseThrow().events()).containsExactly(change(0, 1));
            recent.close();
            assertThat(end.get(5, TimeUnit.SECONDS)).isEmpty();
            assertThat(recent.isClosed()).isTrue();
        }
    }

    private News told(long seq, long heard) throws InterruptedException {
        return recent.await(seq, heard, SOON).orElseThrow();
    }

    private static ServerEvent change(long previous, long seq) {
        return new ServerEvent("delta", previous, seq, "change");
    }

    private static ServerEvent heartbeat(long seq) {
        return new ServerEvent("heartbeat", seq, seq, "heartbeat");
    }
}

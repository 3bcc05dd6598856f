// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What waits for the appender, and what need not. */
class AppendQueueTest {

    private static final int ROWS_MAX = 2;

    private final AppendQueue queue = new AppendQueue(ROWS_MAX, 1 << 20);

    @Test
    void F19_what_is_urgent_finds_room_in_a_full_queue_and_goes_first() throws InterruptedException {
        AppendItem first = item(false);
        AppendItem second = item(false);
        AppendItem urgent = item(true);
        assertThat(queue.offer(first)).isTrue();
        assertThat(queue.offer(second)).isTrue();
        assertThat(queue.offer(item(false))).isFalse();
        assertThat(queue.offer(urgent)).isTrue();
        assertThat(queue.take(10, 1 << 20)).containsExactly(urgent, first, second);
    }

    @Test
    void F19_the_urgent_lane_is_bounded_too() {
        assertThat(queue.offer(item(true))).isTrue();
        assertThat(queue.offer(item(true))).isTrue();
        assertThat(queue.offer(item(true))).isFalse();
    }

    private static AppendItem item(boolean urgent) {
        if (urgent) {
            Urgency.begin();
        }
        try {
            return LedgerStreamTest.item(LedgerFixture.registered("op_a"));
        } finally {
            Urgency.end();
        }
    }
}

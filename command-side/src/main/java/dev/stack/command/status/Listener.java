// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.command.status.RecentChanges.News;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One who listens to the changes, on the thread of its request. */
final class Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Changes changes;
    private final RecentChanges recent;
    private final OutputStream out;
    private long seq;
    private long heard = -1;

    Listener(Changes changes, RecentChanges recent, OutputStream out) {
        this.changes = changes;
        this.recent = recent;
        this.out = out;
    }

    /**
     * Sends everything after {@code last}, or all that is new from now on, until the stream ends.
     *
     * @throws IOException when the listener has gone, or does not read
     */
    void pump(OptionalLong last) throws IOException, InterruptedException {
        seq = last.orElseGet(recent::head);
        if (last.isPresent() && last.getAsLong() > recent.head()) {
            requireKnown();
        }
        while (!recent.isClosed()) {
            Optional<News> news = recent.await(seq, heard, PATIENCE);
            if (news.isPresent()) {
                tell(news.get());
            }
        }
    }

    /** Another process may have told what this one has not read yet; but a number nobody gave was of another log. */
    private void requireKnown() throws IOException {
        long head = changes.head();
        if (seq > head) {
            send(changes.reset(head));
        }
    }

    private void tell(News news) throws IOException {
        if (news.missed()) {
            send(changes.after(seq).orElseGet(() -> changes.reset(recent.head())));
            return;
        }
        heard = news.beats();
        for (ServerEvent event : news.events()) {
            send(event);
        }
    }

    private void send(ServerEvent event) throws IOException {
        out.write(event.bytes());
        out.flush();
        seq = event.seq();
    }
}

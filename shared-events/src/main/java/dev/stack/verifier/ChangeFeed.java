// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.passport.Rejection;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.status.StatusDelta;
import dev.stack.status.StatusVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows the stream of signed changes, on a thread of its own, and begins again where it was when the stream breaks. */
final class ChangeFeed {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final StatusServer server;
    private final StatusVerifier verifier;
    private final KnownKeys keys;
    private final KnownLists lists;
    private final VerifierSettings settings;
    private final Elapsed elapsed;
    private final CountDownLatch closed;
    private volatile @Nullable InputStream open;
    private volatile long heardAt;
    private volatile Optional<Long> seq = Optional.empty();

    ChangeFeed(
            StatusServer server,
            StatusVerifier verifier,
            KnownKeys keys,
            KnownLists lists,
            VerifierSettings settings,
            Elapsed elapsed,
            CountDownLatch closed) {
        this.server = server;
        this.verifier = verifier;
        this.keys = keys;
        this.lists = lists;
        this.settings = settings;
        this.elapsed = elapsed;
        this.closed = closed;
        this.heardAt = elapsed.longAgo();
    }

    /** Runs until the verifier is closed. */
    void follow() {
        Duration pause = PAUSE;
        while (!isClosed(pause)) {
            long heardBefore = heardAt;
            try (InputStream in = server.changes(seq)) {
                heardAt = elapsed.now();
                heardBefore = heardAt;
                open = in;
                read(new EventStream(in));
            } catch (IOException broken) {
                // It is begun anew; meanwhile lists are fetched as if there were no stream.
            } finally {
                open = null;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = heardAt != heardBefore ? PAUSE : doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
        }
    }

    /** Ends a stream that says nothing: the connection may be dead without anybody having told us. */
    void cutIfSilent() throws IOException {
        InputStream silent = open;
        if (silent != null && elapsed.since(heardAt).compareTo(settings.silence()) > 0) {
            silent.close();
        }
    }

    private void read(EventStream events) throws IOException {
        Optional<String> event = events.next();
        while (event.isPresent() && closed.getCount() > 0) {
            StatusDelta delta = checked(event.get());
            heardAt = elapsed.now();
            if (keys.withdraw(delta.withdrawn())) {
                lists.forget();
            }
            lists.apply(delta);
            seq = Optional.of(delta.seq());
            event = events.next();
        }
    }

    /** A key that came up since is fetched once; what is not signed by a trusted one ends the stream. */
    private StatusDelta checked(String text) throws IOException {
        Checked<StatusDelta> checked = verifier.delta(text, settings.issuer());
        if (checked.equals(new Bad<>(Rejection.KID)) && keys.refreshForUnknown()) {
            checked = verifier.delta(text, settings.issuer());
        }
        return switch (checked) {
            case Good<StatusDelta>(StatusDelta delta) -> delta;
            case Bad<StatusDelta>(Rejection reason) ->
                throw new IOException("a change is not to be trusted: " + reason);
        };
    }

    private boolean isClosed(Duration patience) {
        try {
            long jitter = ThreadLocalRandom.current().nextLong(patience.toMillis());
            return closed.await(patience.toMillis() / 2 + jitter, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

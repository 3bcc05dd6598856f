// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Reading what was just written, through whichever process: waits until a view holds everything that was committed before
 * the read, for at most two seconds. A view that is behind still answers, and says so.
 */
@Component
public final class ViewBarrier {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CommittedPosition committed;
    private final ViewProgress progress;
    private final ViewLag lag;

    ViewBarrier(ObjectProvider<CommittedPosition> committed, ViewProgress progress, ViewLag lag) {
        this.committed = committed.getIfAvailable(() -> () -> 0);
        this.progress = progress;
        this.lag = lag;
    }

    /** Waits for {@code view}. When it did not catch up: how old its rows are. */
    public Optional<Duration> await(String view) throws InterruptedException {
        return progress.await(view, committed.last(), PATIENCE) ? Optional.empty() : Optional.of(lag.of(view));
    }
}

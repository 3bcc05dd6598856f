// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** What one view reads the ledger from: {@linkplain SelectiveStream what changes it}, {@linkplain PacedStream in larger portions}. */
final class PacedSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final View view;
    private final Duration pause;
    private final PaceTimer timer;
    private final Waiters waiters;

    PacedSource(
            StreamableMessageSource<TrackedEventMessage<?>> source,
            View view,
            Duration pause,
            PaceTimer timer,
            Waiters waiters) {
        this.source = source;
        this.view = view;
        this.pause = pause;
        this.timer = timer;
        this.waiters = waiters;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        var stream = new SelectiveStream(
                source.openStream(token), event -> view.changes(event).isEmpty());
        return pause.isZero() ? stream : new PacedStream(stream, pause, timer, waiters);
    }

    @Override
    public TrackingToken createTailToken() {
        return source.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return source.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return source.createTokenAt(time);
    }

    @Override
    public TrackingToken createTokenSince(Duration duration) {
        return source.createTokenSince(duration);
    }
}

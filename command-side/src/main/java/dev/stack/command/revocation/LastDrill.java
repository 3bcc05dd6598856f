// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last drill this process ran, for whoever looks at it from outside. */
@Component
public final class LastDrill {

    private volatile @Nullable Result last;

    /**
     * How it went.
     *
     * @param edges edges that refused the canary
     * @param silent live edges that did not
     * @param p50Micros microseconds from the order to the refusal, over the edges
     */
    public record Result(Instant at, int edges, int silent, long p50Micros, long p99Micros, long maxMicros) {}

    /** Empty before the first one. */
    public Optional<Result> get() {
        return Optional.ofNullable(last);
    }

    /** Remembers how one went. */
    public void set(Result result) {
        last = result;
    }
}

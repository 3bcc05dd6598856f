// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** The last drill this process ran, for whoever looks at it from outside. */
@Component
public final class LastDrill {

    private final AtomicReference<Result> last = new AtomicReference<>();

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
        return Optional.ofNullable(last.get());
    }

    /** Remembers how one went. */
    public void set(Result result) {
        last.set(result);
    }
}

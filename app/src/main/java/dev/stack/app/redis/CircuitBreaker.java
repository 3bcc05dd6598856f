// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import java.time.Duration;
import java.util.function.Supplier;

/** Leaves alone for a while what has just failed, so that waiting for it does not become the work. For one thread. */
final class CircuitBreaker {

    private final long pauseNanos;
    private boolean open;
    private long openedAt;

    CircuitBreaker(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /** It was not even tried. */
    static final class Open extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Open() {
            super("it failed a moment ago and is left alone for a while", null, false, false);
        }
    }

    <T> T call(Supplier<T> attempt) {
        if (open && System.nanoTime() - openedAt < pauseNanos) {
            throw new Open();
        }
        try {
            T result = attempt.get();
            open = false;
            return result;
        } catch (RuntimeException failed) {
            open = true;
            openedAt = System.nanoTime();
            throw failed;
        }
    }
}

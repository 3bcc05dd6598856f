// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that end. A caller gets an answer or {@code UNAVAILABLE} within the time of one call, however KMS behaves:
 * attempts are cut off, tried again after a pause that grows and is partly chance, and given up. Few run at once, some
 * wait, more are refused.
 */
final class BoundedCalls implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int DOUBLINGS_MAX = 4;
    private static final long RETRY_AFTER_SECONDS = 5;

    private final Duration callTimeout;
    private final Duration attemptTimeout;
    private final Semaphore turns;
    private final int waitingMax;
    private final MinuteCap cap;
    // A thread per attempt, because only its interruption ends a read that is under way.
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();

    BoundedCalls(KmsProperties properties, Clock clock) {
        this.callTimeout = properties.callTimeout();
        this.attemptTimeout = properties.attemptTimeout();
        this.turns = new Semaphore(properties.callsMax(), true);
        this.waitingMax = properties.waitingMax();
        this.cap = new MinuteCap(clock, properties.callsPerMinuteMax());
    }

    /** One attempt at a call. */
    interface Attempt<T> {
        T run() throws KmsFailure;
    }

    /** Runs it until it succeeds, or refuses. */
    <T> T call(Attempt<T> attempt) {
        long end = System.nanoTime() + callTimeout.toNanos();
        try {
            takeTurn(end);
            try {
                return tryUntil(end, attempt);
            } finally {
                turns.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw refused("the call was interrupted", RETRY_AFTER_SECONDS);
        }
    }

    @Override
    public void close() {
        attempts.shutdownNow();
    }

    private void takeTurn(long end) throws InterruptedException {
        if (turns.tryAcquire()) {
            return;
        }
        if (turns.getQueueLength() >= waitingMax) {
            throw refused("too many callers wait for it", RETRY_AFTER_SECONDS);
        }
        if (!turns.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw refused("calls before this one took too long", RETRY_AFTER_SECONDS);
        }
    }

    private <T> T tryUntil(long end, Attempt<T> attempt) throws InterruptedException {
        for (int failed = 0; ; failed++) {
            try {
                requireBelowCap();
                return within(Math.min(end - System.nanoTime(), attemptTimeout.toNanos()), attempt);
            } catch (KmsFailure failure) {
                long pause = pause(failed);
                if (!failure.isPassing() || System.nanoTime() + pause >= end) {
                    throw refused(failure.what(), RETRY_AFTER_SECONDS);
                }
                TimeUnit.NANOSECONDS.sleep(pause);
            }
        }
    }

    private void requireBelowCap() {
        Optional<Duration> untilMore = cap.take();
        if (untilMore.isPresent()) {
            throw refused(
                    "this minute's calls are used up",
                    Math.max(1, untilMore.get().toSeconds() + 1));
        }
    }

    private <T> T within(long nanos, Attempt<T> attempt) throws KmsFailure, InterruptedException {
        Future<T> answer = attempts.submit(attempt::run);
        try {
            return answer.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new KmsFailure("it did not answer in time", true);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case KmsFailure failure -> throw failure;
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } finally {
            answer.cancel(true);
        }
    }

    /** Half fixed, half chance, so that many callers do not come back at the same moment. */
    private static long pause(int failed) {
        long most = FIRST_PAUSE.toNanos() << Math.min(failed, DOUBLINGS_MAX);
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2);
    }

    private static Refusal refused(String why, long retryAfterSeconds) {
        Map<String, JsonValue> details =
                Map.of("part", new JsonString("kms"), "retry_after_seconds", JsonNumber.of(retryAfterSeconds));
        return new Refusal(
                        ErrorCode.UNAVAILABLE,
                        "The key service that guards secrets does not answer. Nothing was stored or shown; try again.",
                        details)
                .because("kms: " + why);
    }
}

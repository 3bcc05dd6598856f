// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Sends a command again when somebody else changed its aggregate in between, a few times. Nothing else is sent again: a
 * refusal is an answer, and after an unknown outcome only the caller's idempotency key can tell.
 */
final class ConflictRetries implements AutoCloseable {

    private static final int RETRIES = 5;
    private static final int INTERVAL_MILLIS = 20;
    private static final int THREADS = 4;

    private final ScheduledExecutorService executor =
            new ScheduledThreadPoolExecutor(
                    THREADS,
                    Thread.ofPlatform().name("stack-command-retry-", 0).daemon().factory()) {
                @Override
                public ScheduledFuture<?> schedule(Runnable retry, long delay, TimeUnit unit) {
                    return super.schedule(Urgency.carried(retry), delay, unit);
                }
            };

    CommandGateway gateway(CommandBus bus) {
        IntervalRetryScheduler.Builder retries = IntervalRetryScheduler.builder();
        retries.retryExecutor(executor);
        retries.maxRetryCount(RETRIES);
        retries.nonTransientFailurePredicate(failure -> !(failure instanceof ConcurrencyException));
        retries.retryInterval(INTERVAL_MILLIS);
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler(retries.build())
                .build();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

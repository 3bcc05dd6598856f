// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The one thread that ends the pauses of all views of this process. */
@Component
@DutyOf(ProcessRole.QUERY)
final class PaceThread implements PaceTimer, AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("view-pace").daemon().factory());

    @Override
    public void after(Duration pause, Runnable task) {
        var _ = thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

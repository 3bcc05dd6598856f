// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers that repeat one operation for a while. */
final class Load {

    /** One operation. */
    interface Operation {
        void run() throws Exception;
    }

    private Load() {}

    /**
     * Operations per second of processor time of this thread: for work that waits for nothing, and on a machine where
     * others work too.
     */
    static double rateByProcessor(Duration slice, Operation operation) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        long operations = repeat(operation, System.nanoTime() + slice.toNanos());
        return operations * 1e9 / Math.max(1, threads.getCurrentThreadCpuTime() - started);
    }

    /** Operations per second of all callers together, each on a thread of its own, each making at least one. */
    static double rate(Duration slice, List<? extends Operation> callers) throws Exception {
        long started = System.nanoTime();
        long until = started + slice.toNanos();
        List<Callable<Long>> loops = new ArrayList<>();
        for (Operation caller : callers) {
            loops.add(() -> repeat(caller, until));
        }
        long operations = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
            for (Future<Long> made : threads.invokeAll(loops)) {
                operations += made.get();
            }
        }
        return operations * 1e9 / (System.nanoTime() - started);
    }

    private static long repeat(Operation operation, long until) throws Exception {
        long made = 0;
        do {
            operation.run();
            made++;
        } while (System.nanoTime() < until);
        return made;
    }
}

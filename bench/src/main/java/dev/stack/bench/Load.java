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

    /** So many slices in a row without a new best, and it is as fast as it gets. */
    private static final int STEADY = 12;

    private static final int SLICES_MAX = 80;

    /** A new best is so many times the last one, or more. */
    private static final double BETTER = 1.03;

    /** One operation. */
    interface Operation {
        void run() throws Exception;
    }

    private Load() {}

    /**
     * Repeats {@code operation} until the JVM has compiled it as well as it will: how long that takes depends on what else
     * wants the processors, so no number of rounds is the right one.
     *
     * @throws IllegalStateException when it is not there after 80 slices
     */
    static void settle(Duration slice, Operation operation) throws Exception {
        double best = 0;
        int since = 0;
        for (int i = 0; since < STEADY; i++) {
            if (i == SLICES_MAX) {
                throw new IllegalStateException(
                        "it still gets faster after " + SLICES_MAX + " slices; let the machine do less");
            }
            double rate = rateByProcessor(slice, operation);
            since = rate > best * BETTER ? 0 : since + 1;
            best = Math.max(best, rate);
        }
    }

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

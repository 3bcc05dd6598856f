// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends what takes too long, whatever it is waiting for: a socket's own time-outs start anew with every byte. */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("egress-watchdog").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Calls {@code abort} at {@code deadline}, of {@link System#nanoTime()}, unless the watch is closed before. */
    Watch watch(Runnable abort, long deadline) {
        Watch watch = new Watch(abort);
        watch.until(deadline);
        return watch;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One thing that is watched. */
    final class Watch implements AutoCloseable {

        private final Runnable abort;
        private @Nullable ScheduledFuture<?> alarm;
        private long alarmAt;
        private long deadline;
        private boolean closed;
        private volatile boolean expired;

        private Watch(Runnable abort) {
            this.abort = abort;
        }

        /** Moves the deadline. */
        synchronized void until(long nanos) {
            if (closed || expired) {
                return;
            }
            deadline = nanos;
            if (alarm == null) {
                setAlarm();
            } else if (alarmAt - nanos > 0) {
                alarm.cancel(false);
                setAlarm();
            }
        }

        /** Whether it came to the end. */
        boolean expired() {
            return expired;
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
            }
        }

        private void setAlarm() {
            alarmAt = deadline;
            alarm = timer.schedule(this::ring, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        private void ring() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (deadline - System.nanoTime() > 0) {
                    // It was moved since the alarm was set.
                    setAlarm();
                    return;
                }
                expired = true;
                alarm = null;
            }
            abort.run();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks names up within a time, on threads of its own: the operating system's lookup cannot be interrupted. */
final class BoundedLookup implements AutoCloseable {

    private static final int AT_ONCE_MAX = 64;
    private static final int ADDRESSES_MAX = 32;

    private final NameLookup lookup;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    BoundedLookup(NameLookup lookup, Duration limit) {
        this.lookup = lookup;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                0,
                AT_ONCE_MAX,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().name("egress-lookup-", 0).daemon().factory());
    }

    /** At least one address and at most {@value #ADDRESSES_MAX}; else refused. */
    List<InetAddress> addressesOf(String host) {
        Future<List<InetAddress>> answer;
        try {
            answer = threads.submit(() -> lookup.addressesOf(host));
        } catch (RejectedExecutionException full) {
            throw EgressRefusals.busy();
        }
        try {
            List<InetAddress> addresses = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (addresses.isEmpty() || addresses.size() > ADDRESSES_MAX) {
                throw EgressRefusals.unresolved();
            }
            return addresses;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw EgressRefusals.unresolved();
        } catch (ExecutionException | TimeoutException failed) {
            throw EgressRefusals.unresolved();
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up within a time, on threads of its own: the operating system's lookup cannot be interrupted. Calls through
 * one connection that ask for one name at the same moment share the lookup; none is shared after its end.
 */
final class BoundedLookup implements AutoCloseable {

    private static final int AT_ONCE_MAX = 64;
    private static final int PER_OPERATOR_MAX = 16;
    private static final int PER_CONNECTION_MAX = 8;
    private static final int ADDRESSES_MAX = 32;

    private final NameLookup lookup;
    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private final Map<Asked, CompletableFuture<List<InetAddress>>> shared = new ConcurrentHashMap<>();
    private final Bulkheads underWay = new Bulkheads(AT_ONCE_MAX, PER_OPERATOR_MAX, PER_CONNECTION_MAX);

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
    List<InetAddress> addressesOf(String host, ConnectionAccess access) {
        List<InetAddress> addresses = lookup.recent(host).orElseGet(() -> looked(host, access));
        if (addresses.isEmpty() || addresses.size() > ADDRESSES_MAX) {
            throw EgressRefusals.unresolved();
        }
        return addresses;
    }

    private List<InetAddress> looked(String host, ConnectionAccess access) {
        var asked = new Asked(access.operator(), access.connection(), host);
        Future<List<InetAddress>> answer = shared.computeIfAbsent(asked, _ -> start(asked, underWay.enter(access)));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw EgressRefusals.unresolved();
        } catch (ExecutionException | TimeoutException failed) {
            throw EgressRefusals.unresolved();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private record Asked(OperatorId operator, ConnectionId connection, String host) {}

    /** The place is held until the lookup really ends, which may be long after anybody waits for it. */
    private CompletableFuture<List<InetAddress>> start(Asked asked, Bulkheads.Place place) {
        var answer = new CompletableFuture<List<InetAddress>>();
        try {
            threads.execute(() -> {
                try (place) {
                    List<InetAddress> addresses = lookup.addressesOf(asked.host());
                    shared.remove(asked, answer);
                    answer.complete(addresses);
                } catch (UnknownHostException | RuntimeException failed) {
                    shared.remove(asked, answer);
                    answer.completeExceptionally(failed);
                }
            });
            return answer;
        } catch (RejectedExecutionException full) {
            place.close();
            throw EgressRefusals.busy();
        }
    }
}

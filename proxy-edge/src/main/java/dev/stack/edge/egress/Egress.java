// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import dev.stack.vault.Credential;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Refusal;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one way out. A call goes to a checked address of an allowed host, with the credential in it; what comes back is
 * unpacked, limited and free of the credential. Nothing is followed, retried, remembered or asked of a proxy. Thread-safe.
 */
public final class Egress implements AutoCloseable {

    private static final byte[] NO_BODY = new byte[0];
    private static final long ENDLESS = Long.MAX_VALUE;

    private final EgressProperties limits;
    private final Clock clock;
    private final BoundedLookup lookup;
    private final DestinationPolicy policy;
    private final Bulkheads bulkheads;
    private final ConnectionPool pool;
    private final Connector connector;
    private final Watchdog watchdog = new Watchdog();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("egress-sweeper").daemon().factory());

    /** Opens nothing yet. */
    public Egress(EgressProperties limits, Clock clock, NameLookup lookup, OwnListeners ownListeners) {
        this.limits = limits;
        this.clock = clock;
        this.lookup = new BoundedLookup(lookup, limits.lookupLimit());
        this.policy = new DestinationPolicy(limits.allowPrivateUpstreams(), ownListeners);
        this.bulkheads = new Bulkheads(limits.callsMax(), limits.callsPerOperatorMax(), limits.callsPerConnectionMax());
        this.pool = new ConnectionPool(limits);
        this.connector = new Connector(limits);
        long sweep = limits.idleLimit().toMillis() / 2 + 1;
        var _ = sweeper.scheduleWithFixedDelay(pool::evict, sweep, sweep, TimeUnit.MILLISECONDS);
    }

    /** Refuses with {@code INVALID_REQUEST} what is none of the methods that are sent; {@code method} in upper case. */
    public static void checkMethod(String method) {
        OutgoingRequest.checkMethod(method);
    }

    /**
     * The headers of the caller that may travel, names in lower case. Those that belong to one hop, to the credential or to
     * us are dropped; refused with {@code INVALID_REQUEST} are control characters, method overrides, packed bodies and too
     * many.
     */
    public static Map<String, List<String>> passable(Map<String, List<String>> callers, ConnectionAccess access) {
        return CallerHeaders.passable(callers, access);
    }

    /**
     * Where the call may go: the host's policy, then one resolution of its name with every address checked. No byte is sent.
     *
     * @throws dev.stack.vocabulary.Refusal {@code FORBIDDEN} for every target that may not be called, the reason in its
     *     finding; {@code UPSTREAM_ERROR} where the name cannot be resolved
     */
    public Destination resolve(OutboundUrl url, ConnectionAccess access) {
        checkInjections(url, access);
        policy.checkName(url, access);
        List<InetAddress> addresses = lookup.addressesOf(url.host(), access);
        policy.checkAddresses(url, access, addresses);
        return new Destination(url.host(), url.port(), addresses);
    }

    /**
     * Sends the call with the credential put in and gives the whole answer, whatever its status.
     *
     * @param destination what {@link #resolve} gave for the call's URL
     * @param credential stays the caller's, to be closed after this returns
     * @param limit for everything, connecting included
     * @throws dev.stack.vocabulary.Refusal {@code UPSTREAM_TIMEOUT}, {@code UPSTREAM_ERROR}, {@code RESPONSE_TOO_LARGE},
     *     {@code UNAVAILABLE} when too many calls are under way. A finding of {@code connect}, {@code tls} or {@code busy}
     *     says that no byte of the call was sent
     */
    public UpstreamAnswer call(
            OutboundRequest request,
            Destination destination,
            ConnectionAccess access,
            Credential credential,
            Duration limit) {
        long started = System.nanoTime();
        try (PreparedCall prepared = PreparedCall.of(request, destination, access, credential, clock);
                Bulkheads.Place _ = bulkheads.enter(access);
                Exchange exchange = exchange(prepared.scan(), limits.answerBytesMax(), started, limit)) {
            Exchange.Head head = send(exchange, prepared, destination, access, started + limit.toNanos());
            AnswerBody body = head.body();
            byte[] whole = body == null ? NO_BODY : prepared.scan().redact(WholeBody.of(exchange, body));
            exchange.finish(head);
            if (prepared.scan().found()) {
                head.headers().remove("content-length");
            }
            return new UpstreamAnswer(
                    head.status(),
                    Collections.unmodifiableMap(head.headers()),
                    whole,
                    prepared.scan().found(),
                    System.nanoTime() - started);
        }
    }

    /**
     * The same, handing out the body as it arrives. Only silence ends it, however long it is; what unpacks to a hundred times
     * its size is still refused.
     *
     * @param untilHead for everything up to the answer's head
     * @param silence for each wait after it
     */
    public UpstreamStream open(
            OutboundRequest request,
            Destination destination,
            ConnectionAccess access,
            Credential credential,
            Duration untilHead,
            Duration silence) {
        long started = System.nanoTime();
        try (PreparedCall prepared = PreparedCall.of(request, destination, access, credential, clock)) {
            Bulkheads.Place place = bulkheads.enter(access);
            Exchange exchange = exchange(prepared.scan(), ENDLESS, started, untilHead);
            try {
                Exchange.Head head = send(exchange, prepared, destination, access, started + untilHead.toNanos());
                UpstreamStream stream = new LiveStream(exchange, head, prepared.scan(), place, silence);
                prepared.keepScan();
                return stream;
            } catch (RuntimeException failed) {
                exchange.close();
                place.close();
                throw failed;
            }
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        pool.close();
        watchdog.close();
        lookup.close();
    }

    private Exchange exchange(SecretScan scan, long bodyBytesMax, long started, Duration limit) {
        Duration connecting = limit.compareTo(limits.connectLimit()) < 0 ? limit : limits.connectLimit();
        return new Exchange(pool, watchdog, limits, bodyBytesMax, scan, started + connecting.toNanos());
    }

    private Exchange.Head send(
            Exchange exchange, PreparedCall prepared, Destination destination, ConnectionAccess access, long deadline) {
        return exchange.send(
                prepared.outgoing(), ConnectionKey.of(access, destination), destination, connector, deadline);
    }

    /** What the connection itself sets, the caller must not. */
    private static void checkInjections(OutboundUrl url, ConnectionAccess access) {
        if (access.injections().isEmpty() || access.allowedHosts().isEmpty()) {
            throw EgressRefusals.notConfigured("it has no injection or no allowed_hosts");
        }
        for (Injection injection : access.injections()) {
            String name = String.valueOf(injection.name());
            boolean taken = injection.style() == Injection.Style.QUERY
                    && url.query().keySet().stream().anyMatch(name::equalsIgnoreCase);
            if (taken) {
                throw Refusal.invalid("query: \"" + name + "\" is set by the connection; leave it out.")
                        .because("query");
            }
            if (injection.style() == Injection.Style.AWS_SIGV4) {
                AwsScope.ofHost(url.host());
            }
        }
    }
}

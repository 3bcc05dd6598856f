// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.events.Provenance;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Id;
import jakarta.servlet.ServletRequest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One request under way: its id, its place in a trace and, once the credential is known, who asks. */
public final class Exchange {

    private static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();
    private static final String ATTRIBUTE = Exchange.class.getName();
    private static final int SPAN_BYTES = 8;

    private final String requestId;
    private final String traceId;
    private final String spanId;
    private final @Nullable String parentSpanId;
    private volatile @Nullable Caller caller;

    private Exchange(String requestId, String spanId, Optional<Traceparent> trace) {
        this.requestId = requestId;
        this.spanId = spanId;
        this.traceId = trace.map(Traceparent::traceId).orElse(requestId);
        this.parentSpanId = trace.map(Traceparent::parentId).orElse(null);
    }

    static Exchange start(Optional<Traceparent> trace, SecureRandom random) {
        byte[] span = new byte[SPAN_BYTES];
        random.nextBytes(span);
        return new Exchange(Id.mint("req_", random), HexFormat.of().formatHex(span), trace);
    }

    /** The one this thread works for. */
    static Optional<Exchange> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The one of {@code request}; every request that reached the first filter has one. */
    public static Optional<Exchange> of(ServletRequest request) {
        return Optional.ofNullable((Exchange) request.getAttribute(ATTRIBUTE));
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Runs {@code work} with this as the current one and its ids in every log line. */
    <X extends Exception> void run(ScopedValue.CallableOp<@Nullable Void, X> work) throws X {
        MDC.put("request", requestId);
        MDC.put("trace", traceId);
        try {
            ScopedValue.where(CURRENT, this).call(work);
        } finally {
            MDC.clear();
        }
    }

    /** From now on {@code proved} asks. */
    public void identify(Caller proved) {
        caller = proved;
        MDC.put("org", proved.operator().toString());
        MDC.put("actor", proved.actor());
    }

    /** Who asks and where in a trace, as it stands beside what is recorded. */
    Map<String, String> provenance() {
        Map<String, String> known = new HashMap<>();
        known.put(Provenance.TRACE_ID, traceId);
        known.put(Provenance.SPAN_ID, spanId);
        if (parentSpanId != null) {
            known.put(Provenance.PARENT_SPAN_ID, parentSpanId);
        }
        caller().ifPresent(asks -> {
            known.put(Provenance.ACTOR, asks.actor());
            known.put(Provenance.CREDENTIAL, asks.proof().kind().wire());
        });
        return known;
    }

    Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    String requestId() {
        return requestId;
    }

    /** The trace's id; the request's own id when the caller brought none. */
    String traceId() {
        return traceId;
    }
}

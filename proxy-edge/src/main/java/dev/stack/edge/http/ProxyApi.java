// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.http;

import dev.stack.edge.proxy.Incoming;
import dev.stack.edge.proxy.OperationStatus;
import dev.stack.edge.proxy.OperationStatuses;
import dev.stack.edge.proxy.ProxyPipeline;
import dev.stack.edge.proxy.ProxyResult;
import dev.stack.edge.proxy.StreamedCall;
import dev.stack.json.Members;
import dev.stack.possession.SentProofs;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.CallRoute;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one door to the world. */
@RestController
@RequestMapping("/v1/proxy")
final class ProxyApi {

    private final ProxyPipeline pipeline;
    private final OperationStatuses operations;

    ProxyApi(ProxyPipeline pipeline, OperationStatuses operations) {
        this.pipeline = pipeline;
        this.operations = operations;
    }

    /** Answers by itself: the wrapped answer of the service, or its stream as it arrives. */
    @PostMapping
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PROXY_WRITE)
    @OpenToAgents
    @CallRoute
    void call(Caller caller, Members body, SentProofs sent, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (pipeline.run(incoming(caller, body, sent, request))) {
            case ProxyResult.Whole whole -> answer(whole, response);
            case ProxyResult.Streamed streamed -> {
                try (StreamedCall call = streamed.call()) {
                    stream(call, response);
                }
            }
        }
    }

    @PostMapping("/operations/get")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PROXY_READ)
    @OpenToAgents
    OperationStatus operation(Caller caller, Members body, SentProofs sent, HttpServletRequest request) {
        return operations.find(incoming(caller, body, sent, request));
    }

    private static Incoming incoming(Caller caller, Members body, SentProofs sent, HttpServletRequest request) {
        return new Incoming(
                body,
                all(request, "X-Passport-Token"),
                sent,
                all(request, "X-STACK-Authority-Request-Id"),
                all(request, "Idempotency-Key"),
                all(request, "Accept").stream()
                        .anyMatch(type -> type.toLowerCase(Locale.ROOT).contains("text/event-stream")),
                caller);
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    private static void answer(ProxyResult.Whole whole, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        if (whole.repeated()) {
            response.setHeader("Idempotency-Replayed", "true");
        }
        response.setContentLength(whole.json().length);
        response.getOutputStream().write(whole.json());
    }

    /** The service's own status and headers; ours beside them tell that it was the service that answered. */
    private static void stream(StreamedCall call, HttpServletResponse response) throws IOException {
        response.setStatus(call.status());
        call.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setHeader("X-STACK-Upstream-Status", Integer.toString(call.status()));
        response.setHeader("X-STACK-Audit-Entry-Id", call.entry());
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.flushBuffer();
        call.pump(response.getOutputStream());
    }
}

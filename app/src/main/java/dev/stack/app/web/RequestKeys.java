// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.command.idempotency.IdempotencyKey;
import dev.stack.command.idempotency.RequestDigest;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Reads the header {@code Idempotency-Key} of a POST. */
final class RequestKeys {

    private static final String HEADER = "Idempotency-Key";

    private RequestKeys() {}

    /** The key, if the request has one and its handler leaves reading the body to us. */
    static Optional<IdempotencyKey> of(HttpServletRequest request, HandlerMethod handler, int status)
            throws IOException {
        Optional<Caller> caller = Exchange.of(request).flatMap(Exchange::caller);
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.isEmpty() || caller.isEmpty() || !request.getMethod().equals("POST") || readsBodyItself(handler)) {
            return Optional.empty();
        }
        if (keys.size() > 1) {
            throw Refusal.invalid("The request has " + keys.size() + " headers Idempotency-Key. Send exactly one.");
        }
        return Optional.of(new IdempotencyKey(
                caller.get().operator(),
                "POST " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                keys.getFirst(),
                RequestDigest.of(caller.get().actor(), target(request), JsonBodies.bytes(request)),
                status));
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static boolean readsBodyItself(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .map(MethodParameter::getParameterType)
                .anyMatch(type -> type == HttpServletRequest.class || type == InputStream.class);
    }
}

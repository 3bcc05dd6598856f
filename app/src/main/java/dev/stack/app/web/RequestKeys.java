// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.command.idempotency.IdempotencyKey;
import dev.stack.command.idempotency.KeyInBody;
import dev.stack.command.idempotency.RequestDigest;
import dev.stack.json.Members;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Finds the idempotency key of a POST: in the header {@code Idempotency-Key}, else where {@link KeyInBody} allows it. */
final class RequestKeys {

    private static final String HEADER = "Idempotency-Key";
    private static final String MEMBER = "idempotency_key";

    private RequestKeys() {}

    /** The key, if the request has one and its handler leaves reading the body to us. */
    static Optional<IdempotencyKey> of(HttpServletRequest request, HandlerMethod handler, int status)
            throws IOException, HttpMediaTypeNotSupportedException {
        Optional<Caller> caller = Exchange.of(request).flatMap(Exchange::caller);
        if (caller.isEmpty() || !request.getMethod().equals("POST") || readsBodyItself(handler)) {
            return Optional.empty();
        }
        Optional<String> name = header(request);
        if (name.isEmpty()) {
            name = member(request, handler.getMethodAnnotation(KeyInBody.class));
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IdempotencyKey(
                caller.get().operator(),
                "POST " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                name.get(),
                RequestDigest.of(caller.get().actor(), target(request), JsonBodies.bytes(request)),
                status));
    }

    private static Optional<String> header(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() > 1) {
            throw Refusal.invalid("The request has " + keys.size() + " headers Idempotency-Key. Send exactly one.");
        }
        return keys.stream().findFirst();
    }

    private static Optional<String> member(HttpServletRequest request, @Nullable KeyInBody allowed)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (allowed == null) {
            return Optional.empty();
        }
        Members body = Members.of(JsonBodies.object(request));
        Optional<String> key = body.text(MEMBER, IdempotencyKey.LENGTH_MAX);
        if (key.isPresent() || allowed.orIn().isEmpty()) {
            return key;
        }
        return body.object(allowed.orIn()).flatMap(inner -> inner.text(MEMBER, IdempotencyKey.LENGTH_MAX));
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

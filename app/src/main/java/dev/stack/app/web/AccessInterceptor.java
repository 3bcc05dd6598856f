// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.CallRoute;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.LoginRoute;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Urgent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Decides who may call which route. Fails closed: a route of ours, or any under {@code /v1}, that says neither
 * {@link Requires} nor {@link Public} is refused to everyone.
 */
final class AccessInterceptor implements HandlerInterceptor {

    private final Credentials credentials;
    private final RateLimits limits;

    AccessInterceptor(Credentials credentials, RateLimits limits) {
        this.credentials = credentials;
        this.limits = limits;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod method) {
            if (method.hasMethodAnnotation(Public.class)) {
                admitAnyone(request, response, method);
            } else if (isGuarded(request, method)) {
                admit(request, response, method);
            }
        }
        return true;
    }

    /** Nobody is turned away for a bad credential where none is needed; a good one gets its own rate limit. */
    private void admitAnyone(HttpServletRequest request, HttpServletResponse response, HandlerMethod method) {
        Optional<Credentials.Proof> proof = credentials.tryProve(request);
        proof.ifPresent(proved -> identify(request, proved.caller()));
        limit(response, proof.map(proved -> limits.keyed(proved.countedAs())).orElseGet(() -> anonymous(request)));
        if (method.hasMethodAnnotation(LoginRoute.class)) {
            limit(response, limits.login(Source.of(request)));
        }
    }

    private TokenBucket.Verdict anonymous(HttpServletRequest request) {
        Source source = Source.of(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reads ? limits.anonymousRead(source) : limits.anonymous(source);
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, HandlerMethod method) {
        Credentials.Proof proof = method.hasMethodAnnotation(CallRoute.class)
                ? credentials.proveForCall(request)
                : credentials.prove(request);
        identify(request, proof.caller());
        limit(response, verdict(proof.countedAs(), method));
        Requires needs = method.getMethodAnnotation(Requires.class);
        if (needs == null) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This route is closed to everyone.");
        }
        if (!proof.caller().role().covers(needs.value())) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "This key has the role " + wire(proof.caller().role()) + "; the route needs " + wire(needs.value())
                            + " or more. Use a key with that role.");
        }
        RouteReach.of(method).require(proof.caller());
    }

    private TokenBucket.Verdict verdict(String caller, HandlerMethod method) {
        if (method.hasMethodAnnotation(Urgent.class)) {
            return limits.urgent(caller);
        }
        return method.hasMethodAnnotation(CallRoute.class) ? limits.calls(caller) : limits.keyed(caller);
    }

    private static void identify(HttpServletRequest request, Caller caller) {
        Exchange.of(request).orElseThrow().identify(caller);
    }

    private static void limit(HttpServletResponse response, TokenBucket.Verdict verdict) {
        response.setHeader("X-RateLimit-Limit", Integer.toString(verdict.limit()));
        response.setHeader("X-RateLimit-Remaining", Integer.toString(verdict.remaining()));
        response.setHeader("X-RateLimit-Reset", Long.toString(verdict.resetSeconds()));
        if (!verdict.allowed()) {
            throw RateLimits.refused(verdict, "Too many requests.");
        }
    }

    private static boolean isGuarded(HttpServletRequest request, HandlerMethod method) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return method.hasMethodAnnotation(Requires.class)
                || method.getBeanType().getName().startsWith("dev.stack.")
                || String.valueOf(pattern).startsWith("/v1");
    }

    private static String wire(Enum<?> role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}

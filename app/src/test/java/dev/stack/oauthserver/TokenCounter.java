// SPDX-License-Identifier: Apache-2.0
package dev.stack.oauthserver;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts who asks for tokens, and can pretend to be down. */
final class TokenCounter extends OncePerRequestFilter {

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Gate> next = new AtomicReference<>();
    private volatile boolean broken;

    int count(String grantType) {
        return counts.getOrDefault(grantType, new AtomicInteger()).get();
    }

    Gate holdNext() {
        var gate = new Gate();
        next.set(gate);
        return gate;
    }

    void breakDown(boolean now) {
        broken = now;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().equals("/oauth2/token")) {
            counts.computeIfAbsent(String.valueOf(request.getParameter("grant_type")), _ -> new AtomicInteger())
                    .incrementAndGet();
            Gate gate = next.getAndSet(null);
            if (gate != null) {
                gate.pass();
            }
            if (broken) {
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.apache.coyote.CloseNowException;
import org.springframework.web.filter.OncePerRequestFilter;

/** The first to see a request: gives it an id and its answer the headers every answer has. */
final class ExchangeFilter extends OncePerRequestFilter {

    private final SecureRandom random;
    private final Problems problems;
    private final long urlMax;

    ExchangeFilter(SecureRandom random, Problems problems, WebProperties properties) {
        this.random = random;
        this.problems = problems;
        this.urlMax = properties.urlMax().toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Exchange exchange = Exchange.start(
                Optional.ofNullable(request.getHeader("traceparent")).flatMap(Traceparent::read), random);
        exchange.attachTo(request);
        response.setHeader("X-Request-Id", exchange.requestId());
        var answer = new GuardedAnswer(response);
        exchange.run(() -> {
            pass(request, answer, chain);
            return null;
        });
    }

    private void pass(HttpServletRequest request, GuardedAnswer answer, FilterChain chain) throws IOException {
        try {
            if (urlLength(request) > urlMax) {
                throw Refusal.invalid("The URL is longer than " + urlMax + " characters; send less in the query.");
            }
            chain.doFilter(request, answer);
        } catch (Exception failure) {
            if (answer.isCommitted()) {
                throw new CloseNowException("half an answer must not be made to look whole", failure);
            }
            problems.answer(failure, request, answer);
        }
    }

    private static int urlLength(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
    }
}

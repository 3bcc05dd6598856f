// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Takes every exception of a controller, and every request no controller took, before the framework's own resolvers. */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {

    private final Problems problems;

    ProblemResolver(Problems problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (response.isCommitted()) {
            return null; // half an answer must not be made to look whole
        }
        try {
            problems.answer(failure, request, response);
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
        return new ModelAndView();
    }
}

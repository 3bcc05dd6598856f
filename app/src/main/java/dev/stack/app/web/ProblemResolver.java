// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.TellsFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
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
            FailureForm form = form(handler);
            if (form == FailureForm.PAGE) {
                PageHeaders.set(response);
            }
            problems.answer(failure, form, request, response);
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
        return new ModelAndView();
    }

    /** How the route of {@code handler} tells of failures. */
    static FailureForm form(@Nullable Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return FailureForm.PROBLEM;
        }
        TellsFailures own = method.getMethodAnnotation(TellsFailures.class);
        TellsFailures ofType = method.getBeanType().getAnnotation(TellsFailures.class);
        TellsFailures told = own == null ? ofType : own;
        return told == null ? FailureForm.PROBLEM : told.value();
    }
}

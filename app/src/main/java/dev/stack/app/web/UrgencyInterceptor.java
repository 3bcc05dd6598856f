// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.command.ledger.Urgency;
import dev.stack.vocabulary.Urgent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Makes all work on a request urgent whose route is, from the look at its key on. */
final class UrgencyInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Urgent.class)) {
            Urgency.begin();
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Urgency.end();
    }
}

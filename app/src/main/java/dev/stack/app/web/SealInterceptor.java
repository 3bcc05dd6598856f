// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.WhileSealed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Until the vault is open, nothing answers but health and what says {@link WhileSealed}. */
final class SealInterceptor implements HandlerInterceptor {

    private final Seal seal;

    SealInterceptor(Seal seal) {
        this.seal = seal;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (seal.isClosed()
                && request.getDispatcherType() == DispatcherType.REQUEST
                && !answersAnyway(request, handler)) {
            throw new Refusal(
                    ErrorCode.UNAVAILABLE,
                    "The vault of this server is sealed: its master key cannot be reached. Try again.",
                    Map.of("part", new JsonString("sealed")));
        }
        return true;
    }

    private static boolean answersAnyway(HttpServletRequest request, Object handler) {
        return request.getRequestURI().startsWith("/actuator/")
                || (handler instanceof HandlerMethod method && method.hasMethodAnnotation(WhileSealed.class));
    }
}

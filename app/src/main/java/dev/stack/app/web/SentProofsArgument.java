// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.possession.SentProofs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the proofs of possession that came along, and of what request they must be. */
final class SentProofsArgument implements HandlerMethodArgumentResolver {

    private static final String HEADER = "DPoP";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SentProofs.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest servlet = Requests.servlet(request);
        String path = servlet.getRequestURI().substring(servlet.getContextPath().length());
        return new SentProofs(Collections.list(servlet.getHeaders(HEADER)), servlet.getMethod(), path);
    }
}

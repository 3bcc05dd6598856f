// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a list route its {@link Page}. */
final class PageArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.class;
    }

    @Override
    public Page resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Paged paged = parameter.getParameterAnnotation(Paged.class);
        if (paged == null) {
            throw new IllegalStateException(parameter + " must say @Paged");
        }
        return Page.read(
                text(request, "page"),
                text(request, "limit"),
                text(request, "offset"),
                paged.limit(),
                paged.limitMax());
    }

    private static Optional<String> text(NativeWebRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw Refusal.invalid("Query parameter " + name + " is there " + values.length + " times. Send it once.");
        }
        return Optional.ofNullable(values).map(one -> one[0]);
    }
}

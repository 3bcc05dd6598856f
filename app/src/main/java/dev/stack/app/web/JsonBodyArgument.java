// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.CallRoute;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the body, as {@link Members} to read or as the {@link JsonObject} it is. */
final class JsonBodyArgument implements HandlerMethodArgumentResolver {

    static boolean takes(Class<?> type) {
        return type == Members.class || type == JsonObject.class;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return takes(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        boolean call = parameter.hasMethodAnnotation(CallRoute.class);
        JsonObject body = JsonBodies.object(Requests.servlet(request), call ? Limits.CALL_REQUEST : Limits.BODY);
        return parameter.getParameterType() == Members.class ? Members.of(body) : body;
    }
}

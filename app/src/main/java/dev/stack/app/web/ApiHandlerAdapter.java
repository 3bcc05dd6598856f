// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.command.idempotency.IdempotentExecution;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/** The framework's way to call controllers, with our arguments looked at first. */
final class ApiHandlerAdapter extends RequestMappingHandlerAdapter {

    private final IdempotentExecution idempotent;

    ApiHandlerAdapter(IdempotentExecution idempotent) {
        this.idempotent = idempotent;
    }

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        List<HandlerMethodArgumentResolver> ours = List.of(
                new JsonBodyArgument(),
                new PostedForms(),
                new CallerArgument(),
                new SentProofsArgument(),
                new PageArgument());
        List<HandlerMethodArgumentResolver> all = new ArrayList<>(ours);
        List<HandlerMethodArgumentResolver> theirs = getArgumentResolvers();
        if (theirs != null) {
            all.addAll(theirs);
        }
        setArgumentResolvers(all);
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
        return new ApiHandlerMethod(handler, idempotent);
    }
}

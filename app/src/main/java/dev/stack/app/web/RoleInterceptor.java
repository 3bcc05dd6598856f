// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.app.roles.Roles;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServedBy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Serves the routes of this process's roles. One of another role is answered before the caller is looked at: 404
 * {@code NOT_FOUND} with that role, for a front that sends requests to the wrong place must be seen, not guessed.
 */
final class RoleInterceptor implements HandlerInterceptor {

    private final Roles roles;
    private final Map<HandlerMethod, List<ProcessRole>> known = new ConcurrentHashMap<>();

    RoleInterceptor(Roles roles) {
        this.roles = roles;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod method) {
            List<ProcessRole> serving = known.computeIfAbsent(method, RoleInterceptor::serving);
            if (!roles.fit(serving)) {
                throw elsewhere(serving);
            }
        }
        return true;
    }

    /** The roles that serve a route: those it names itself, or else the one of its module; none = every process. */
    static List<ProcessRole> serving(HandlerMethod method) {
        ServedBy own = method.getMethodAnnotation(ServedBy.class);
        if (own != null) {
            return Arrays.asList(own.value());
        }
        String name = method.getBeanType().getName();
        return EnumSet.allOf(ProcessRole.class).stream()
                .filter(role -> name.startsWith("dev.stack." + role.wire() + "."))
                .toList();
    }

    private Refusal elsewhere(List<ProcessRole> serving) {
        String wanted =
                String.join(" or ", serving.stream().map(ProcessRole::wire).toList());
        return new Refusal(
                ErrorCode.NOT_FOUND,
                "This process does not serve this route: processes with the role " + wanted + " do, and this one has: "
                        + roles + ". Send it there, or to the address in front of them all.",
                Map.of("role", new JsonString(wanted)));
    }
}

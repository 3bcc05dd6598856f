// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes every route of a controller that {@link Reads} a view wait for it, once the caller is known. */
@Component
final class ReadYourWrites implements WebMvcConfigurer, HandlerInterceptor {

    /** How old the rows of an answer are, in milliseconds; not sent when they are as new as can be. */
    static final String LAG = "Stack-View-Lag-Ms";

    private final ViewBarrier barrier;

    ReadYourWrites(ViewBarrier barrier) {
        this.barrier = barrier;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        if (handler instanceof HandlerMethod method) {
            Reads reads = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Reads.class);
            if (reads != null) {
                barrier.await(reads.value()).ifPresent(lag -> response.setHeader(LAG, String.valueOf(lag.toMillis())));
            }
        }
        return true;
    }
}

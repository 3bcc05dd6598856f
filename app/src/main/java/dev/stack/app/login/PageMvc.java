// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the door before the pages, behind what guards every route. */
@Component
final class PageMvc implements WebMvcConfigurer {

    private static final int AFTER_THE_OTHERS = 1;

    private final PageDoor door;

    PageMvc(PageDoor door) {
        this.door = door;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(door).order(AFTER_THE_OTHERS);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(door);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Our words, our JSON and our door, told to the framework. */
final class ApiMvc implements WebMvcConfigurer {

    private final RoleInterceptor role;
    private final SealInterceptor seal;
    private final AccessInterceptor access;

    ApiMvc(RoleInterceptor role, SealInterceptor seal, AccessInterceptor access) {
        this.role = role;
        this.seal = seal;
        this.access = access;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(role);
        registry.addInterceptor(new UrgencyInterceptor());
        registry.addInterceptor(seal);
        registry.addInterceptor(access);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        QueryWords.register(registry);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new JacksonJsonHttpMessageConverter(AnswerJson.mapper()));
    }
}

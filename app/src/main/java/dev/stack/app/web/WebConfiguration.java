// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.stack.app.roles.Roles;
import dev.stack.command.decision.Asking;
import dev.stack.command.idempotency.AnswerRenderer;
import dev.stack.command.idempotency.IdempotentExecution;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wires the HTTP rim; asks for {@link ApiKeys}, {@link AuthFailures} and a {@link Clock}. A kind of credential nobody
 * answers for ({@link SessionTokens}, {@link AccessTokens}, {@link AgentTokens}, {@link Tickets}) proves nobody.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(WebProperties.class)
@PropertySource("classpath:stack-web.properties")
@Import({OpenApiConfiguration.class, ProblemErrorController.class})
public class WebConfiguration {

    @Bean
    PublicBase publicBase(Environment environment) {
        return PublicBase.of(environment);
    }

    @Bean
    PageTemplates pageTemplates(PublicBase base) {
        return new PageTemplates(base);
    }

    @Bean
    Problems problems(PageTemplates templates, PublicBase base) {
        return new Problems(templates, base);
    }

    @Bean
    ProblemResolver problemResolver(Problems problems) {
        return new ProblemResolver(problems);
    }

    @Bean
    ServerLimits serverLimits(WebProperties properties) {
        return new ServerLimits(properties);
    }

    @Bean
    FilterRegistrationBean<ExchangeFilter> exchangeFilter(Problems problems, WebProperties properties) {
        var filter = new FilterRegistrationBean<>(new ExchangeFilter(new SecureRandom(), problems, properties));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** A trailing slash is ignored, never redirected: clients take a redirect for success. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashFilter() {
        var filter = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler("/v1/**").wrapRequest().build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    AuthFailureCounter authFailureCounter(AuthFailures failures, Clock clock) {
        return new AuthFailureCounter(failures, clock);
    }

    @Bean
    RateLimits rateLimits(WebProperties properties, ObjectProvider<Ticker> ticker) {
        return new RateLimits(properties.rateLimit(), ticker.getIfAvailable(Ticker::systemTicker));
    }

    @Bean
    Credentials credentials(
            ApiKeys keys,
            ObjectProvider<SessionTokens> sessions,
            ObjectProvider<AccessTokens> accessTokens,
            ObjectProvider<AgentTokens> agents,
            ObjectProvider<Tickets> tickets,
            RateLimits limits,
            AuthFailureCounter failures) {
        var known = new KnownCallers(
                keys,
                sessions.getIfAvailable(() -> _ -> Optional.empty()),
                accessTokens.getIfAvailable(() -> _ -> Optional.empty()),
                agents.getIfAvailable(() -> _ -> Optional.empty()),
                tickets.getIfAvailable(() -> _ -> Optional.empty()));
        return new Credentials(known, limits, failures);
    }

    @Bean
    KeyProof keyProof(Credentials credentials) {
        return credentials::proveKey;
    }

    @Bean
    ApiMvc apiMvc(Credentials credentials, RateLimits limits, Environment environment, ObjectProvider<Seal> seal) {
        return new ApiMvc(
                new RoleInterceptor(Roles.of(environment)),
                new SealInterceptor(seal.getIfAvailable(() -> () -> false)),
                new AccessInterceptor(credentials, limits));
    }

    @Bean
    WebMvcRegistrations apiHandlerAdapter(ObjectProvider<IdempotentExecution> idempotent) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new ApiHandlerAdapter(idempotent.getObject());
            }
        };
    }

    @Bean
    AnswerRenderer answerRenderer() {
        JsonMapper mapper = AnswerJson.mapper();
        return result -> mapper.writeValueAsBytes(AnswerJson.orEmpty(result));
    }

    @Bean
    Asking asking() {
        return () -> Exchange.current().map(Exchange::provenance).orElse(Map.of());
    }

    /** At the gateway, so that a retry, which runs on another thread, keeps its trace. */
    @Bean
    SmartInitializingSingleton tracesOfCommands(CommandGateway commands) {
        return () -> commands.registerDispatchInterceptor(new TraceDispatch());
    }
}

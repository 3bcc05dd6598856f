// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.app.web.ApiKeys;
import dev.stack.app.web.WebConfiguration;
import dev.stack.command.idempotency.AnswerSealer;
import dev.stack.command.idempotency.Idempotency;
import dev.stack.command.ledger.GuardRunner;
import dev.stack.sample.Effects.Kind;
import dev.stack.sample.Effects.MakeEffect;
import dev.stack.vocabulary.OperatorId;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springdoc.webmvc.ui.SwaggerConfig;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rim, exact repeats and the sample's routes over a real database; nothing else of the product. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class,
    MultipleOpenApiSupportConfiguration.class,
    SwaggerConfig.class,
    SwaggerUiConfigProperties.class,
    SwaggerUiOAuthProperties.class
})
@Import({WebConfiguration.class, Idempotency.class, SampleController.class, EffectController.class})
public class SampleApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ApiKeys apiKeys() {
        return new SampleKeys();
    }

    @Bean
    SampleTokens sampleTokens() {
        return new SampleTokens();
    }

    @Bean
    RecordedFailures recordedFailures() {
        return new RecordedFailures();
    }

    @Bean
    JdbcClient jdbcClient(DataSource database) {
        return JdbcClient.create(database);
    }

    @Bean
    CommandBus commandBus(DataSource database) {
        CommandBus bus = SimpleCommandBus.builder().build();
        bus.registerHandlerInterceptor(new GuardRunner(
                database, payload -> payload instanceof MakeEffect effect && effect.kind() != Kind.IDLE));
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    @Bean
    Effects effects(JdbcClient jdbc, CommandBus commands) {
        var effects = new Effects(jdbc);
        effects.listenOn(commands);
        return effects;
    }

    /** Turns every bit over: enough to see that what is stored is sealed. */
    @Bean
    AnswerSealer answerSealer() {
        return new AnswerSealer() {
            @Override
            public byte[] seal(OperatorId operator, byte[] answer) {
                byte[] sealed = answer.clone();
                for (int i = 0; i < sealed.length; i++) {
                    sealed[i] = (byte) ~sealed[i];
                }
                return sealed;
            }

            @Override
            public byte[] unseal(OperatorId operator, byte[] sealed) {
                return seal(operator, sealed);
            }
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Wires exact repeats; asks for an {@link AnswerSealer} and an {@link AnswerRenderer}. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class Idempotency {

    @Bean
    StoredAnswers storedAnswers(JdbcClient jdbc, AnswerSealer sealer, AnswerRenderer renderer) {
        return new StoredAnswers(jdbc, sealer, renderer);
    }

    @Bean
    IdempotentExecution idempotentExecution(StoredAnswers answers) {
        return new IdempotentExecution(answers);
    }

    @Bean
    ExpiredAnswers expiredAnswers(StoredAnswers answers) {
        return new ExpiredAnswers(answers);
    }

    /** Dispatch is intercepted at the gateway, so that a retry, which runs on another thread, keeps its key. */
    @Bean
    SmartInitializingSingleton idempotencyOfCommands(CommandGateway gateway, CommandBus bus, StoredAnswers answers) {
        return () -> {
            gateway.registerDispatchInterceptor(new IdempotencyDispatch());
            bus.registerHandlerInterceptor(new IdempotencyHandling(answers));
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.app.start.FirstOperator;
import dev.stack.app.web.AgentTokens;
import dev.stack.app.web.ApiKeys;
import dev.stack.app.web.AuthFailures;
import dev.stack.app.web.Tickets;
import dev.stack.command.agentkey.AgentTokenCheck;
import dev.stack.command.agentkey.EnrolmentTickets;
import dev.stack.command.operator.ApiKeyLookup;
import dev.stack.command.operator.RegisterOperator;
import dev.stack.command.system.SystemRecord;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent.AuthenticationsFailed;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who callers are: the rim asks, the command side knows. */
@Configuration(proxyBeanMethods = false)
class CallerWiring {

    private static final String FIRST_OPERATOR = "Operator";

    @Bean
    ApiKeys apiKeys(ApiKeyLookup keys) {
        return new ApiKeys() {
            @Override
            public Optional<Caller> find(byte[] sha256) {
                return keys.find(sha256);
            }

            @Override
            public Optional<Caller> recall(byte[] sha256) {
                return keys.recall(sha256);
            }
        };
    }

    @Bean
    AgentTokens agentTokens(AgentTokenCheck check) {
        return check::verify;
    }

    @Bean
    Tickets tickets(EnrolmentTickets tickets) {
        return tickets::find;
    }

    @Bean
    AuthFailures authFailures(CommandGateway commands) {
        return (source, count, since) ->
                commands.sendAndWait(new SystemRecord(new AuthenticationsFailed(EventCatalog.SYSTEM, source, count)));
    }

    @Bean
    FirstOperator firstOperator(ApiKeyLookup keys, CommandGateway commands, SecureRandom random) {
        return apiKey -> {
            byte[] hash = sha256(apiKey);
            if (keys.isEmpty()) {
                commands.sendAndWait(new RegisterOperator(
                        OperatorId.mint(random), FIRST_OPERATOR, HexFormat.of().formatHex(hash)));
            }
            return keys.find(hash).isPresent();
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

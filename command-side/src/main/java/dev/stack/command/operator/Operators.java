// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.vocabulary.OperatorId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every operator of an installation, for its owner; no route leads here. */
@Component
public class Operators {

    private final CommandGateway commands;
    private final EventStore events;
    private final ApiKeyMint keys;
    private final JdbcClient jdbc;
    private final SecureRandom random;

    Operators(CommandGateway commands, EventStore events, ApiKeyMint keys, JdbcClient jdbc, SecureRandom random) {
        this.commands = commands;
        this.events = events;
        this.keys = keys;
        this.jdbc = jdbc;
        this.random = random;
    }

    /** An operator, as it was registered. */
    public record Registered(OperatorId id, String name, Instant at) {}

    /** Registers another operator; its key is in the answer and nowhere else. */
    public ApiKeyAnswer create(String name) {
        OperatorId operator = OperatorId.mint(random);
        ApiKeyMint.Made made = keys.make();
        commands.sendAndWait(new RegisterOperator(operator, name, made.hash()));
        return new ApiKeyAnswer(operator, made.key());
    }

    /** Those there are, the first one first. */
    public List<Registered> list() {
        List<OperatorId> ids = jdbc.sql("SELECT operator_id FROM command.api_key")
                .query((row, _) -> new OperatorId(row.getString(1)))
                .list();
        return ids.stream()
                .map(this::registered)
                .sorted(Comparator.comparing(Registered::at)
                        .thenComparing(it -> it.id().value()))
                .toList();
    }

    private Registered registered(OperatorId operator) {
        DomainEventMessage<?> first = events.readEvents(operator.value()).next();
        OperatorRegistered registered = (OperatorRegistered) first.getPayload();
        return new Registered(registered.operator(), registered.name(), first.getTimestamp());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The domain of the sample: effects that can be counted. */
public final class Effects {

    private final JdbcClient jdbc;

    Effects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What may be asked of an effect. */
    public enum Kind {
        /** Happens. */
        PLAIN,
        /** Is refused. */
        REFUSED,
        /** Happens, but its confirmation is lost. */
        LOST,
        /** Was the case already: nothing is appended. */
        IDLE
    }

    /** Makes one effect. */
    public record MakeEffect(String name, Kind kind) {}

    /** The effect made. */
    public record Effect(String effectId, String name, Instant madeAt) {}

    void listenOn(CommandBus commands) {
        commands.subscribe(MakeEffect.class.getName(), this::make);
    }

    /** How many effects of that name there are. */
    public long count(String name) {
        return jdbc.sql("select count(*) from command.effect where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private Effect make(CommandMessage<?> message) {
        MakeEffect command = (MakeEffect) message.getPayload();
        switch (command.kind()) {
            case REFUSED -> throw new Refusal(ErrorCode.FORBIDDEN, "No effect for you.");
            case LOST ->
                CurrentUnitOfWork.get().onCommit(_ -> {
                    throw new Refusal(ErrorCode.OUTCOME_UNKNOWN, "The confirmation was lost.");
                });
            case PLAIN, IDLE -> {}
        }
        Guards.current().add(Guard.write("insert into command.effect values (?)", command.name()));
        return new Effect(UUID.randomUUID().toString(), command.name(), Instant.EPOCH);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The one way from a route to a decision: sends the command, and sees to it that a refusal is an entry as well. */
@Component
public class Decisions {

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final CommandGateway commands;

    Decisions(CommandGateway commands) {
        this.commands = commands;
    }

    /** Decides {@code command}; what its handler returned, or the {@link Refusal} it threw. */
    public <R> R decide(Command command) {
        try {
            return commands.sendAndWait(Provenances.of(command.caller(), command));
        } catch (Refusal refusal) {
            record(command, refusal);
            throw refusal;
        } catch (ConcurrencyException busy) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "The same thing is being changed by others at this moment; nothing was done. Repeat the request.");
        } catch (CommandExecutionException wrapped) {
            throw unwrapped(command, wrapped);
        }
    }

    private RuntimeException unwrapped(Command command, CommandExecutionException wrapped) {
        if (wrapped.getCause() instanceof Refusal refusal) {
            record(command, refusal);
            return refusal;
        }
        return wrapped;
    }

    /** What must be done once before {@code command} is decided, since deciding may be tried again. */
    public <T> T beforehand(Command command, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            record(command, refusal);
            throw refusal;
        }
    }

    /** Records a refusal that was told in the answer instead of being thrown. */
    public void refused(Command command, Refusal refusal) {
        record(command, refusal);
    }

    /** The answer is no whether or not it can be recorded; but a log that cannot be written is worth an alarm. */
    private void record(Command command, Refusal refusal) {
        if (refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.OUTCOME_UNKNOWN) {
            return;
        }
        try {
            commands.sendAndWait(Provenances.of(command.caller(), RecordRefusal.of(command, refusal)));
        } catch (RuntimeException unrecorded) {
            LOG.atError()
                    .addKeyValue("code", refusal.code())
                    .addKeyValue("action", command.action())
                    .setCause(unrecorded)
                    .log("a refusal could not be recorded");
        }
    }
}

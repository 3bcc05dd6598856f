// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Has the answer of a command that came with a key written in the transaction that appends its events. */
final class IdempotencyHandling implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final StoredAnswers answers;

    IdempotencyHandling(StoredAnswers answers) {
        this.answers = answers;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain)
            throws Exception {
        Optional<IdempotencyKey> key = IdempotencyKey.of(unit.getMessage().getMetaData());
        key.ifPresent(found -> promise(found, unit));
        return chain.proceed();
    }

    /**
     * The guard is made at append time, when the result is known. A command that appends nothing runs no guard; its answer
     * is written once nothing can fail any more.
     */
    private void promise(IdempotencyKey key, UnitOfWork<?> unit) {
        var guarded = new AtomicBoolean();
        Guards.current().addDeferred(() -> {
            guarded.set(true);
            return guard(key, unit);
        });
        unit.onCommit(done -> {
            if (!guarded.get() && !done.getExecutionResult().isExceptionResult()) {
                answers.put(key, result(done));
            }
        });
    }

    private Guard guard(IdempotencyKey key, UnitOfWork<?> unit) {
        return answers.guard(key, result(unit));
    }

    /** What the command handler returned; nothing when it returned nothing. */
    private static @Nullable Object result(UnitOfWork<?> unit) {
        return unit.getExecutionResult().getResult() instanceof Message<?> message ? message.getPayload() : null;
    }
}

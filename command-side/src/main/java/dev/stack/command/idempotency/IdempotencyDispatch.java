// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Sends the key of the request along with its command. */
final class IdempotencyDispatch implements MessageDispatchInterceptor<CommandMessage<?>> {

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> commands) {
        return (_, command) -> command.getPayload() instanceof Unkeyed ? command : withKey(command);
    }

    private static CommandMessage<?> withKey(CommandMessage<?> command) {
        return KeyScope.take()
                .<CommandMessage<?>>map(key -> command.andMetaData(key.toMetadata()))
                .orElse(command);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Sends along with every command who asked for it and where it stands in a trace. */
final class TraceDispatch implements MessageDispatchInterceptor<CommandMessage<?>> {

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> commands) {
        return (_, command) -> Exchange.current()
                .<CommandMessage<?>>map(exchange -> command.withMetaData(metadata(exchange, command)))
                .orElse(command);
    }

    /** What the sender said itself stays. */
    private static Map<String, Object> metadata(Exchange exchange, CommandMessage<?> command) {
        Map<String, Object> metadata = new HashMap<>(exchange.provenance());
        metadata.putAll(command.getMetaData());
        return metadata;
    }
}

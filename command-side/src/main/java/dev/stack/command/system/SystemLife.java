// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.system;

import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent;
import dev.stack.events.SystemEvent.SystemStarted;
import dev.stack.events.SystemEvent.SystemStopped;
import dev.stack.vocabulary.DutyOf;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Records when a process begins and when it ends in order; a start without a stop before it tells of a crash. */
@Component
@DutyOf({})
final class SystemLife implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SystemLife.class);

    private final CommandGateway commands;
    private volatile boolean running;

    SystemLife(CommandGateway commands) {
        this.commands = commands;
    }

    @Override
    public void start() {
        String version = SystemLife.class.getPackage().getImplementationVersion();
        record(new SystemStarted(EventCatalog.SYSTEM, Objects.requireNonNullElse(version, "unpackaged")));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        record(new SystemStopped(EventCatalog.SYSTEM));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Last to start and first to stop, while commands are still handled. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void record(SystemEvent event) {
        try {
            commands.sendAndWait(new SystemRecord(event));
        } catch (RuntimeException unrecorded) {
            LOG.atWarn().setCause(unrecorded).log("start or stop could not be recorded");
        }
    }
}

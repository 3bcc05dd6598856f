// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.command.system.SystemRecord;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent;
import dev.stack.events.SystemEvent.SystemDegraded;
import dev.stack.events.SystemEvent.SystemRestored;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts on record when the transport of revocations is lost and when it is back; a loss at most once a minute. */
@Component
final class TransportState {

    private static final Logger LOG = LoggerFactory.getLogger(TransportState.class);
    private static final String PART = "revocation_transport";
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final CommandGateway commands;
    private volatile boolean lost;
    private boolean recorded;
    private long recordedAt = System.nanoTime() - AT_MOST_EVERY.toNanos();

    TransportState(CommandGateway commands) {
        this.commands = commands;
    }

    /** Whether the last use of it failed. */
    boolean isLost() {
        return lost;
    }

    synchronized void fails(RuntimeException why) {
        if (!lost) {
            LOG.warn("the transport of revocations is lost; edges read the log: {}", String.valueOf(why.getMessage()));
        }
        lost = true;
        if (!recorded && System.nanoTime() - recordedAt >= AT_MOST_EVERY.toNanos()) {
            recorded = true;
            recordedAt = System.nanoTime();
            record(new SystemDegraded(EventCatalog.SYSTEM, PART));
        }
    }

    synchronized void works() {
        lost = false;
        if (recorded) {
            recorded = false;
            LOG.info("the transport of revocations is back");
            record(new SystemRestored(EventCatalog.SYSTEM, PART));
        }
    }

    /** Beside the publisher, which the store must not keep waiting. */
    private void record(SystemEvent event) {
        Thread.ofVirtual().start(() -> {
            try {
                commands.sendAndWait(new SystemRecord(event));
            } catch (RuntimeException unrecorded) {
                LOG.atWarn().setCause(unrecorded).log("the state of the transport could not be recorded");
            }
        });
    }
}

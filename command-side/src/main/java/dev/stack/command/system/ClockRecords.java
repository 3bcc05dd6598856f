// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.system;

import dev.stack.command.ledger.ClockIncidents;
import dev.stack.command.ledger.ClockSkew;
import dev.stack.events.SystemEvent;
import dev.stack.vocabulary.DutyOf;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Puts into the ledger what was wrong with the clocks, at most one entry of each kind a minute, on a thread of its own. A
 * node whose clock is off records nothing, not even that: the entry comes when the clock is right again.
 */
@Component
@DutyOf({})
final class ClockRecords {

    private static final Logger LOG = LoggerFactory.getLogger(ClockRecords.class);

    private final ClockIncidents incidents;
    private final CommandGateway commands;

    ClockRecords(ClockSkew clock, CommandGateway commands) {
        this.incidents = clock.incidents();
        this.commands = commands;
    }

    @Scheduled(fixedDelayString = "60s", initialDelayString = "60s")
    void record() {
        incidents.take().forEach(this::record);
    }

    private void record(SystemEvent incident) {
        try {
            commands.sendAndWait(new SystemRecord(incident));
        } catch (RuntimeException unrecorded) {
            incidents.giveBack(incident);
            LOG.atDebug().setCause(unrecorded).log("trouble with the clocks is recorded when the store takes it");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.vault;

import dev.stack.command.system.SystemRecord;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent;
import dev.stack.events.SystemEvent.VaultIntegrityFailed;
import dev.stack.events.SystemEvent.VaultRewrapped;
import dev.stack.events.SystemEvent.VaultSealed;
import dev.stack.events.SystemEvent.VaultUnavailable;
import dev.stack.vault.RewrapRuns;
import dev.stack.vault.VaultWatch;
import dev.stack.vault.VaultWatch.Incident;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.Refusal;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Puts into the ledger what happened to the vault: a storm of failures as one entry, a run of rewrapping as one entry. */
@Component
@DutyOf({})
final class VaultRecords {

    private static final Logger LOG = LoggerFactory.getLogger(VaultRecords.class);

    private final VaultWatch watch;
    private final RewrapRuns runs;
    private final CommandGateway commands;

    VaultRecords(VaultWatch watch, RewrapRuns runs, CommandGateway commands) {
        this.watch = watch;
        this.runs = runs;
        this.commands = commands;
    }

    @Scheduled(fixedDelayString = "5s", initialDelayString = "1s")
    void record() {
        if (watch.takeSealed()) {
            commands.sendAndWait(new SystemRecord(new VaultSealed(EventCatalog.SYSTEM)));
        }
        watch.take().forEach(this::record);
        recordRuns();
    }

    private void record(Incident incident) {
        LOG.atError()
                .addKeyValue("kind", incident.kind())
                .addKeyValue("count", incident.count())
                .log("vault: " + incident.what());
        try {
            commands.sendAndWait(new SystemRecord(event(incident)));
        } catch (RuntimeException unrecorded) {
            watch.giveBack(incident);
            throw unrecorded;
        }
    }

    private static SystemEvent event(Incident incident) {
        return switch (incident.kind()) {
            case UNAVAILABLE -> new VaultUnavailable(EventCatalog.SYSTEM, incident.what(), incident.count());
            case INTEGRITY -> new VaultIntegrityFailed(EventCatalog.SYSTEM, incident.what(), incident.count());
        };
    }

    private void recordRuns() {
        try {
            runs.unrecorded().forEach(this::record);
        } catch (DataAccessException | Refusal away) {
            LOG.atDebug().setCause(away).log("runs of rewrapping are recorded when the store is back");
        }
    }

    private void record(RewrapRuns.Ended run) {
        try {
            commands.sendAndWait(new RecordRewrap(new VaultRewrapped(
                    EventCatalog.SYSTEM, run.id(), run.toKek(), run.rewrapped(), run.beganAt(), run.endedAt())));
        } catch (ConcurrencyException recordedByAnother) {
            LOG.atDebug().log("another process recorded the run first");
        }
        runs.recorded(run.id());
    }
}

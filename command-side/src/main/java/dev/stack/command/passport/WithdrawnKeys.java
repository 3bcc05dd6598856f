// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.passport.WithdrawnKeyCommand.RecordWithdrawal;
import dev.stack.command.passport.WithdrawnKeyCommand.RevokeSignedWith;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.ProcessRole;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notices that a signing key was withdrawn, whoever did it and wherever, puts it on record and ends every passport that was
 * issued with it. It looks until none is left, in every process: a passport issued at that very moment does not slip through,
 * and a process that dies half way leaves the rest to the others.
 */
@Component
@DutyOf(ProcessRole.COMMAND)
final class WithdrawnKeys {

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawnKeys.class);

    private final SigningKeys keys;
    private final PassportLookup passports;
    private final PassportProperties properties;
    private final CommandGateway commands;
    private final Clock clock;
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();

    WithdrawnKeys(
            SigningKeys keys,
            PassportLookup passports,
            PassportProperties properties,
            CommandGateway commands,
            Clock clock) {
        this.keys = keys;
        this.passports = passports;
        this.properties = properties;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "2s", initialDelayString = "2s")
    void sweep() {
        try {
            keys.withdrawn().forEach(this::sweep);
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("withdrawn keys are looked for again in a moment");
        }
    }

    private void sweep(String kid) {
        if (!recorded.contains(kid)) {
            record(kid);
            recorded.add(kid);
        }
        for (OperatorId operator : passports.operatorsWith(kid, clock.instant().minus(properties.refreshWindow()))) {
            commands.sendAndWait(new RevokeSignedWith(operator, kid));
        }
    }

    private void record(String kid) {
        try {
            commands.sendAndWait(new RecordWithdrawal(kid));
            LOG.atWarn().addKeyValue("kid", kid).log("a signing key was withdrawn; all its passports end");
        } catch (ConcurrencyException byAnother) {
            // It is on record.
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.system.SystemRecord;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent.SigningKeyRotated;
import dev.stack.vault.signing.KeyChange;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Turns the signing keys when their time has come, in whichever process notices first, and records each step. */
@Component
@Order(1)
@DutyOf(ProcessRole.COMMAND)
final class KeyTurns implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(KeyTurns.class);

    private final SigningKeys keys;
    private final PassportProperties properties;
    private final CommandGateway commands;
    private final Clock clock;

    KeyTurns(SigningKeys keys, PassportProperties properties, CommandGateway commands, Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        start();
    }

    @Scheduled(fixedDelayString = "10s", initialDelayString = "10s")
    void turn() {
        start();
        record(keys.advance());
        record(keys.rotateIfPublishedBefore(clock.instant().minus(properties.keyLife())));
    }

    /** At the very first start a key is made, and made later if the vault is sealed now. */
    private void start() {
        try {
            record(keys.start());
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.UNAVAILABLE) {
                throw refusal;
            }
            LOG.atWarn().addKeyValue("code", refusal.code()).log("no key signs yet: " + refusal.reason());
        }
    }

    private void record(List<KeyChange> changes) {
        for (KeyChange change : changes) {
            commands.sendAndWait(new SystemRecord(new SigningKeyRotated(
                    EventCatalog.SYSTEM, change.kid(), change.to().name().toLowerCase(Locale.ROOT))));
        }
    }
}

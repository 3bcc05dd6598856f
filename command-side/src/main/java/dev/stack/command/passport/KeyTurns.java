// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.system.SystemRecord;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent.SigningKeyRotated;
import dev.stack.vault.signing.KeyChange;
import dev.stack.vault.signing.SigningKeys;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Turns the signing keys when their time has come, in whichever process notices first, and records each step. */
@Component
@Order(1)
final class KeyTurns implements ApplicationRunner {

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
        record(keys.start());
    }

    @Scheduled(fixedDelayString = "10s", initialDelayString = "10s")
    void turn() {
        record(keys.advance());
        record(keys.rotateIfPublishedBefore(clock.instant().minus(properties.keyLife())));
    }

    private void record(List<KeyChange> changes) {
        for (KeyChange change : changes) {
            commands.sendAndWait(new SystemRecord(new SigningKeyRotated(
                    EventCatalog.SYSTEM, change.kid(), change.to().name().toLowerCase(Locale.ROOT))));
        }
    }
}

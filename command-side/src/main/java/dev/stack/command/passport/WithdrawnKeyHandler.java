// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.passport.WithdrawnKeyCommand.RecordWithdrawal;
import dev.stack.command.passport.WithdrawnKeyCommand.RevokeSignedWith;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent.SigningKeyRotated;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Decides what a withdrawn key takes with it. */
@Component
final class WithdrawnKeyHandler {

    private final EventStore events;
    private final Revocations revocations;
    private final Clock clock;

    WithdrawnKeyHandler(EventStore events, Revocations revocations, Clock clock) {
        this.events = events;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** A key's withdrawal is a stream of its own with one entry, so of several processes one succeeds. */
    @CommandHandler
    void record(RecordWithdrawal command) {
        events.publish(new GenericDomainEventMessage<>(
                "WithdrawnKey",
                "key_" + command.kid(),
                0,
                new SigningKeyRotated(EventCatalog.SYSTEM, command.kid(), "withdrawn")));
    }

    @CommandHandler
    int revoke(RevokeSignedWith command) {
        return revocations
                .ofKey(command.operator(), command.kid(), "The key it was signed with was withdrawn", clock.instant())
                .total();
    }
}

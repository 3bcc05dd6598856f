// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.DomainEvent;
import dev.stack.events.PassportEvent.PassportDelegated;
import dev.stack.events.PassportEvent.PassportIssued;
import dev.stack.events.PassportEvent.PassportRefreshed;
import dev.stack.events.PassportTerms;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Jti;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Sets the alarm by which a passport's silence is noticed. It is set in the transaction that issues the passport, and
 * looks again whenever it rings too early, so a checkpoint need not move it.
 */
@Component
final class PassportDeadlines implements Lookup {

    static final String TASK = "passport-deadline";

    @Override
    public List<Guard> on(DomainEvent event) {
        return switch (event) {
            case PassportIssued issued -> alarm(issued.jti(), issued.terms());
            case PassportRefreshed refreshed -> alarm(refreshed.jti(), refreshed.terms());
            case PassportDelegated delegated -> alarm(delegated.jti(), delegated.terms());
            default -> List.of(); // nothing else begins a life
        };
    }

    private static List<Guard> alarm(Jti jti, PassportTerms terms) {
        if (terms.accountability() == AccountabilityMode.STANDARD) {
            return List.of();
        }
        Instant silence = terms.issuedAt().plusSeconds(terms.checkpointIntervalSeconds());
        Instant first = silence.isBefore(terms.expiresAt()) ? silence : terms.expiresAt();
        return List.of(Guard.write(
                "INSERT INTO command.scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " VALUES (?, ?, ?, false, 1) ON CONFLICT DO NOTHING",
                TASK,
                jti.value(),
                first.atOffset(ZoneOffset.UTC)));
    }
}

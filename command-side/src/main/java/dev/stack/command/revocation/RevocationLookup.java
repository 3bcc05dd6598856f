// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.command.ledger.RevocationNews;
import dev.stack.events.DomainEvent;
import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.events.OperatorEvent.OperatorThawed;
import dev.stack.events.PassportEvent.PassportRevoked;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes the revocation log. The row of the last number stays locked until the commit, so that numbers have no gaps. With
 * the commit all processes hear that there is something new.
 */
@Component
final class RevocationLookup implements Lookup {

    /** A passport that is long forgotten needs no entry, and takes no number. */
    private static final String PASSPORT = """
            WITH dead AS (SELECT operator_id, expires_at FROM command.passport WHERE jti = ?),
                next AS (UPDATE command.revocation_head SET seq = seq + 1 WHERE EXISTS (SELECT 1 FROM dead)
                    RETURNING seq, pg_notify('%s', ''))
            INSERT INTO command.revocation
                (seq, operator_id, kind, subject, at, forget_at, type, reason, cascaded_from)
            SELECT next.seq, dead.operator_id, 'passport', ?, ?, dead.expires_at + interval '5 minutes', ?, ?, ?
            FROM dead, next""".formatted(RevocationNews.CHANNEL);

    private static final String OPERATOR = """
            WITH next AS (UPDATE command.revocation_head SET seq = seq + 1 RETURNING seq, pg_notify('%s', ''))
            INSERT INTO command.revocation (seq, operator_id, kind, subject, at, forget_at)
            SELECT next.seq, ?, ?, ?, ?, 'infinity' FROM next""".formatted(RevocationNews.CHANNEL);

    @Override
    public List<Guard> on(DomainEvent event) {
        return switch (event) {
            case PassportRevoked revoked -> List.of(passport(revoked));
            case OperatorFrozen frozen -> List.of(operator(frozen.operator(), "freeze", frozen.at()));
            case OperatorThawed thawed -> List.of(operator(thawed.operator(), "thaw", thawed.at()));
            default -> List.of();
        };
    }

    private static Guard passport(PassportRevoked revoked) {
        String jti = revoked.jti().value();
        Jti cause = revoked.cascadedFrom();
        return Guard.write(
                PASSPORT,
                jti,
                jti,
                revoked.at().atOffset(ZoneOffset.UTC),
                revoked.type().wire(),
                revoked.reason(),
                cause == null ? null : cause.value());
    }

    private static Guard operator(OperatorId operator, String kind, Instant at) {
        return Guard.write(OPERATOR, operator.value(), kind, operator.value(), at.atOffset(ZoneOffset.UTC));
    }
}

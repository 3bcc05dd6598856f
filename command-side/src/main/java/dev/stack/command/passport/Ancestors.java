// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.events.Lineage;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the store says of those whose authority a delegated passport borrows. */
@Component
class Ancestors {

    /**
     * Whether a row of {@code command.passport} called {@code passport} has lost an ancestor: no passport of that family
     * is left that was neither revoked nor reported. That none lives longer than its parent, the expiries see to.
     */
    static final String LOST = """
            (passport.ancestors <> '{}' AND cardinality(passport.ancestors) > (SELECT count(DISTINCT held.family)
                FROM command.passport held WHERE held.family = ANY (passport.ancestors)
                AND NOT held.revoked AND NOT (held.checked_out AND held.enforced)))""";

    private static final String CHILDREN = """
            SELECT count(*) FROM command.passport WHERE ancestors <> '{}' AND ancestors @> ARRAY[?::text]
            AND ancestors[cardinality(ancestors)] = ? AND NOT revoked AND superseded_until IS NULL AND expires_at > ?""";

    private final JdbcClient jdbc;
    private final DelegationProperties properties;

    Ancestors(JdbcClient jdbc, DelegationProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** Whether every ancestor of a passport could still be used. */
    boolean stand(Passport passport) {
        return passport.lineage().ancestors().isEmpty()
                || !jdbc.sql("SELECT " + LOST + " FROM command.passport passport WHERE jti = ?")
                        .param(passport.jti().value())
                        .query(Boolean.class)
                        .optional()
                        .orElse(true);
    }

    /** Refuses a passport whose authority is gone. */
    void requireStanding(Passport passport) {
        if (!stand(passport)) {
            throw new Refusal(
                            ErrorCode.PASSPORT_REVOKED,
                            "Passport " + passport.jti()
                                    + " was delegated from one that is over. Issue another one if the agent may go on.")
                    .because("parent");
        }
    }

    /** Until when a passport may be extended at most: its parent's stored expiry, or no bound for a root. */
    Instant bound(Lineage lineage) {
        if (lineage.ancestors().isEmpty()) {
            return Instant.MAX;
        }
        return jdbc
                .sql("SELECT max(expires_at) FROM command.passport WHERE family = ? AND NOT revoked")
                .param(lineage.ancestors().getLast().family().value())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class))
                .stream()
                .filter(end -> end != null)
                .map(OffsetDateTime::toInstant)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** Sees to it that the command under way fails when the family has as many live children as it may. */
    void requireRoomFor(Jti family, Instant now) {
        List<Object> arguments =
                List.of(family.value(), family.value(), now.atOffset(ZoneOffset.UTC), properties.childrenMax());
        Guards.current().add(new Guard("SELECT 1 WHERE (" + CHILDREN + ") < ?", List.copyOf(arguments), this::full));
    }

    private Refusal full() {
        return new Refusal(
                ErrorCode.RATE_LIMITED,
                "The passport has " + properties.childrenMax()
                        + " live children, which is the most it may have. Check one out or revoke it, or wait until one expires.");
    }

    /** The agents to whom passports of a family were delegated. */
    List<String> delegates(Jti family) {
        return jdbc.sql(
                        "SELECT DISTINCT agent_id FROM command.passport WHERE ancestors <> '{}' AND ancestors @> ARRAY[?::text]"
                                + " AND ancestors[cardinality(ancestors)] = ? ORDER BY agent_id LIMIT 1000")
                .params(family.value(), family.value())
                .query((row, _) -> row.getString(1))
                .list();
    }
}

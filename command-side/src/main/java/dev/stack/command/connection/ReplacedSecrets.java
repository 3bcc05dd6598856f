// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vault.SealedSecrets;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Destroys credentials that others replaced, once the calls that began with them are over. */
@Component
@DutyOf(ProcessRole.COMMAND)
class ReplacedSecrets {

    /** Longer than the longest call. */
    private static final Duration CALLS_END = Duration.ofMinutes(2);

    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final SealedSecrets vault;
    private final Clock clock;

    ReplacedSecrets(JdbcClient jdbc, SealedSecrets vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** Done twice, or by two processes at once, it does no more. */
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    void destroy() {
        List<Replaced> replaced = jdbc.sql("SELECT connection_id, operator_id, version FROM command.secret_replaced"
                        + " WHERE replaced_at < ? ORDER BY replaced_at LIMIT ?")
                .params(clock.instant().minus(CALLS_END).atOffset(ZoneOffset.UTC), AT_ONCE)
                .query((row, _) -> new Replaced(
                        new OperatorId(row.getString("operator_id")),
                        new ConnectionId(row.getString("connection_id")),
                        row.getInt("version")))
                .list();
        for (Replaced one : replaced) {
            vault.destroyBefore(one.operator(), one.connection(), one.version());
            jdbc.sql("DELETE FROM command.secret_replaced WHERE connection_id = ? AND version = ?")
                    .params(one.connection().value(), one.version())
                    .update();
        }
    }

    /**
     * Versions of one connection to be destroyed.
     *
     * @param version the one that replaced all below it
     */
    record Replaced(OperatorId operator, ConnectionId connection, int version) {}
}

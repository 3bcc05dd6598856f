// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.PassportState;
import dev.stack.call.PassportStates;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the lookup of passports, which is written in the transactions of their events. */
@Component
final class StoredPassportStates implements PassportStates {

    private static final String FIND = """
            SELECT operator_id, agent_id, mission_id, expires_at, revoked, superseded_until, checked_out,
                EXISTS (SELECT 1 FROM command.mission_cap cap WHERE cap.mission_id = passport.mission_id)
            FROM command.passport WHERE jti = ?""";

    private final JdbcClient jdbc;

    StoredPassportStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<PassportState> find(Jti jti) {
        return jdbc.sql(FIND).param(jti.value()).query((row, _) -> read(row)).optional();
    }

    private static PassportState read(ResultSet row) throws SQLException {
        OffsetDateTime supersededUntil = row.getObject(6, OffsetDateTime.class);
        return new PassportState(
                new OperatorId(row.getString(1)),
                new AgentId(row.getString(2)),
                new MissionId(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getBoolean(5),
                supersededUntil == null ? null : supersededUntil.toInstant(),
                row.getBoolean(7),
                row.getBoolean(8));
    }
}

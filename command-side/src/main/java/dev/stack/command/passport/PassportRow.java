// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.PassportState;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;

/** What calls must know of a passport, as it lies in {@code command.passport}. */
public final class PassportRow {

    /** How many {@link #COLUMNS} there are. */
    public static final int COUNT = 11;

    /** To be selected first, from a table called {@code passport}. */
    public static final String COLUMNS = """
            passport.operator_id AS passport_operator_id, passport.agent_id, passport.mission_id, passport.expires_at,
                passport.revoked, passport.superseded_until, passport.checked_out,
                EXISTS (SELECT 1 FROM command.mission_cap cap WHERE cap.mission_id = passport.mission_id),
                EXISTS (SELECT 1 FROM command.frozen_operator frozen WHERE frozen.operator_id = passport.operator_id),
                passport.chain,\s""" + Ancestors.LOST;

    private PassportRow() {}

    /** Reads the row of a passport. */
    public static PassportState read(ResultSet row) throws SQLException {
        OffsetDateTime supersededUntil = row.getObject(6, OffsetDateTime.class);
        return new PassportState(
                new OperatorId(row.getString(1)),
                new AgentId(row.getString(2)),
                new MissionId(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getBoolean(5),
                supersededUntil == null ? null : supersededUntil.toInstant(),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getBoolean(9),
                Arrays.stream((String[]) row.getArray(10).getArray())
                        .map(Jti::new)
                        .toList(),
                row.getBoolean(11));
    }
}

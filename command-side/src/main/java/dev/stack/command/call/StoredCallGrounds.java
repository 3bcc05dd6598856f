// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.call.CallGrounds;
import dev.stack.call.PassportState;
import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.passport.PassportRow;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads passport and connection in one statement: both are written in the transactions of their events. */
@Component
final class StoredCallGrounds implements CallGrounds {

    /** Always one row. */
    private static final String FIND = "SELECT " + PassportRow.COLUMNS
            + ", passport.jti IS NOT NULL, connection.* FROM (SELECT) one"
            + " LEFT JOIN command.passport passport ON passport.jti = ?"
            + " LEFT JOIN command.connection connection"
            + " ON connection.connection_id = ? AND connection.operator_id = ?";

    private static final int HAS_PASSPORT = PassportRow.COUNT + 1;

    private final JdbcClient jdbc;
    private final ConnectionAccesses accesses;

    StoredCallGrounds(JdbcClient jdbc, ConnectionAccesses accesses) {
        this.jdbc = jdbc;
        this.accesses = accesses;
    }

    @Override
    public Grounds find(Jti jti, OperatorId operator, ConnectionId connection) {
        return jdbc.sql(FIND)
                .params(jti.value(), connection.value(), operator.value())
                .query((row, _) -> new Grounds(passport(row), access(row)))
                .single();
    }

    private static Optional<PassportState> passport(ResultSet row) throws SQLException {
        return row.getBoolean(HAS_PASSPORT) ? Optional.of(PassportRow.read(row)) : Optional.empty();
    }

    private Optional<ConnectionAccess> access(ResultSet row) throws SQLException {
        return row.getString("connection_id") == null ? Optional.empty() : Optional.of(accesses.read(row));
    }
}

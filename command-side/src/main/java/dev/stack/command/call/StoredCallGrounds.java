// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stack.call.CallGrounds;
import dev.stack.call.PassportState;
import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.ledger.Basis;
import dev.stack.command.ledger.GroundMarks;
import dev.stack.command.passport.PassportRow;
import dev.stack.vocabulary.ConnectionAccess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what a call rests on in one statement: all of it is written in the transactions of its events. What was read is
 * remembered with the place in the operator's chain it is as of, and recalled while no entry is known that moved the
 * ground since (ADR 0022).
 */
@Component
final class StoredCallGrounds implements CallGrounds {

    /** Always one row. */
    private static final String FIND = "SELECT " + PassportRow.COLUMNS
            + ", passport.jti IS NOT NULL, coalesce(head.ground_seq, 0),"
            + " (?::text IS NULL OR EXISTS (SELECT 1 FROM command.api_key key"
            + " WHERE key.key_hash = decode(?, 'hex') AND key.operator_id = ?)), connection.* FROM (SELECT) one"
            + " LEFT JOIN ledger.chain_head head ON head.chain_id = ?"
            + " LEFT JOIN command.passport passport ON passport.jti = ?"
            + " LEFT JOIN command.connection connection"
            + " ON connection.connection_id = ? AND connection.operator_id = ?";

    private static final int HAS_PASSPORT = PassportRow.COUNT + 1;
    private static final int AS_OF = PassportRow.COUNT + 2;
    private static final int KEY_HOLDS = PassportRow.COUNT + 3;

    private static final int REMEMBERED_MAX = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final ConnectionAccesses accesses;
    private final GroundMarks marks;
    private final Cache<Sought, Grounds> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();

    StoredCallGrounds(JdbcClient jdbc, ConnectionAccesses accesses, GroundMarks marks) {
        this.jdbc = jdbc;
        this.accesses = accesses;
        this.marks = marks;
    }

    @Override
    public Grounds find(Sought sought) {
        String operator = sought.operator().value();
        String connection =
                sought.connection() == null ? null : sought.connection().value();
        Grounds found = jdbc.sql(FIND)
                .params(Arrays.asList(
                        sought.key(),
                        sought.key(),
                        operator,
                        operator,
                        sought.jti().value(),
                        connection,
                        operator))
                .query((row, _) -> read(row))
                .single();
        marks.saw(operator, found.asOf());
        remembered.put(sought, found);
        return found;
    }

    @Override
    public Optional<Grounds> recall(Sought sought) {
        return Optional.ofNullable(remembered.getIfPresent(sought))
                .filter(found -> marks.stands(new Basis(sought.operator().value(), found.asOf())));
    }

    private Grounds read(ResultSet row) throws SQLException {
        return new Grounds(passport(row), access(row), row.getBoolean(KEY_HOLDS), row.getLong(AS_OF));
    }

    private static Optional<PassportState> passport(ResultSet row) throws SQLException {
        return row.getBoolean(HAS_PASSPORT) ? Optional.of(PassportRow.read(row)) : Optional.empty();
    }

    private Optional<ConnectionAccess> access(ResultSet row) throws SQLException {
        return row.getString("connection_id") == null ? Optional.empty() : Optional.of(accesses.read(row));
    }
}

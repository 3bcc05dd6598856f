// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs guards on the appender's connection. */
final class GuardRun {

    private GuardRun() {}

    /** Runs one guard. */
    static void run(Connection connection, Guard guard) throws SQLException, GuardFailure {
        boolean touched;
        try (PreparedStatement statement = connection.prepareStatement(guard.sql())) {
            for (int i = 0; i < guard.arguments().size(); i++) {
                set(statement, i + 1, guard.arguments().get(i));
            }
            touched = touched(statement);
        } catch (SQLException failed) {
            throw failure(guard, failed);
        }
        if (!touched && guard.refusal() != null) {
            throw refused(guard.refusal());
        }
    }

    /** The supplier is a feature's code: what it throws is that command's answer too, and not the appender's end. */
    static GuardFailure refused(Supplier<? extends RuntimeException> refusal) {
        try {
            return new GuardFailure(refusal.get());
        } catch (RuntimeException thrown) {
            return new GuardFailure(thrown);
        }
    }

    private static boolean touched(PreparedStatement statement) throws SQLException {
        if (!statement.execute()) {
            return statement.getUpdateCount() > 0;
        }
        try (ResultSet rows = statement.getResultSet()) {
            return rows.next();
        }
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            default -> statement.setObject(index, argument);
        }
    }

    /** A broken key is what the guard waits for; a lost connection is everybody's; all else is a defect of its SQL. */
    private static GuardFailure failure(Guard guard, SQLException failed) throws SQLException {
        if (SqlFailures.isDuplicateKey(failed) && guard.refusal() != null) {
            return refused(guard.refusal());
        }
        if (SqlFailures.isConnectionLost(failed)
                || SqlFailures.isExhausted(failed)
                || SqlFailures.isTransient(failed)) {
            throw failed;
        }
        return new GuardFailure(new IllegalStateException("a guard failed: " + guard.sql(), failed));
    }
}

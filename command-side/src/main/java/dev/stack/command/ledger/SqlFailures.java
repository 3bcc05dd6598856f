// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What a failed statement means, by its SQLSTATE. */
final class SqlFailures {

    private static final String DUPLICATE_KEY = "23505";
    private static final String PLACE_IN_AGGREGATE = "entry_aggregate_once";

    private SqlFailures() {}

    /** Whether a unique key was broken, be it deep among the causes or behind the first of a batch's errors. */
    static boolean isDuplicateKey(@Nullable Throwable failure) {
        return any(failure, DUPLICATE_KEY::equals, new HashSet<>());
    }

    /** Whether the place of an event in its aggregate was taken. */
    static boolean isPlaceTaken(SQLException failure) {
        return isDuplicateKey(failure)
                && failure instanceof PSQLException answered
                && answered.getServerErrorMessage() != null
                && PLACE_IN_AGGREGATE.equals(answered.getServerErrorMessage().getConstraint());
    }

    /** Whether the connection is of no more use: lost, or the server is going down or out of room. */
    static boolean isConnectionLost(@Nullable Throwable failure) {
        return any(failure, SqlFailures::meansLost, new HashSet<>());
    }

    /** Whether the server is short of disk, memory or connections. */
    static boolean isExhausted(@Nullable Throwable failure) {
        return any(failure, state -> state.startsWith("53"), new HashSet<>());
    }

    /** Whether the same statement may work a moment later: deadlock, serialisation, a lock or a statement timed out. */
    static boolean isTransient(@Nullable Throwable failure) {
        return any(
                failure,
                state -> state.startsWith("40") || state.equals("55P03") || state.equals("57014"),
                new HashSet<>());
    }

    private static boolean meansLost(String state) {
        return state.startsWith("08")
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03")
                || state.equals("57P05")
                || state.equals("25P03")
                || state.equals("25P04");
    }

    private static boolean any(@Nullable Throwable failure, Predicate<String> state, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        if (failure instanceof SQLException sql) {
            return sql.getSQLState() != null && state.test(sql.getSQLState())
                    || any(sql.getNextException(), state, seen)
                    || any(sql.getCause(), state, seen);
        }
        return any(failure.getCause(), state, seen);
    }
}

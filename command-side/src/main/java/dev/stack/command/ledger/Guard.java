// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A statement that runs in the appender's transaction, before the events of its command are inserted and after the head
 * of their chain is locked. All writes of one operator pass that lock, so what a guard sees cannot change before the
 * commit.
 *
 * @param sql an INSERT, UPDATE or DELETE on a table of schema {@code command}, or a SELECT, with {@code ?} parameters
 * @param arguments the parameters, in order; JDBC types, {@code null} allowed
 * @param refusal made and thrown to the one command this guard belongs to, when the statement touches or returns no row,
 *     or breaks a unique key; {@code null} = touching no row is fine and a broken unique key is a defect
 * @param stream id of the aggregate whose entries the statement looks for, or {@code null}; what is written to it in the
 *     same batch counts as found, though it is not in the table yet
 */
public record Guard(
        String sql,
        List<@Nullable Object> arguments,
        @Nullable Supplier<? extends RuntimeException> refusal,
        @Nullable String stream) {

    private static final String UNCHANGED = "SELECT 1 WHERE NOT EXISTS"
            + " (SELECT 1 FROM ledger.entry WHERE aggregate_identifier = ? AND sequence_number = ?)";

    public Guard {
        if (stream != null && refusal == null) {
            throw new IllegalArgumentException("who looks at a stream must know what to answer");
        }
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    public Guard(String sql, List<@Nullable Object> arguments, @Nullable Supplier<? extends RuntimeException> refusal) {
        this(sql, arguments, refusal, null);
    }

    /** The stream must still end before {@code next}, the number of the entry that would follow, else {@code refusal}. */
    public static Guard unchanged(String stream, long next, Supplier<? extends RuntimeException> refusal) {
        return new Guard(UNCHANGED, List.of(stream, next), refusal, stream);
    }

    /** Runs {@code sql}; how many rows it touches does not matter. */
    public static Guard write(String sql, @Nullable Object... arguments) {
        return new Guard(sql, Arrays.asList(arguments), null);
    }

    /** Runs {@code sql}, which must touch or return at least one row and break no unique key, else {@code refusal}. */
    public static Guard require(Supplier<Refusal> refusal, String sql, @Nullable Object... arguments) {
        return new Guard(sql, Arrays.asList(arguments), refusal);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up at once what a call rests on, where it is decided; never in a projection. */
public interface CallGrounds {

    /** All of it as it is committed at one moment, in one read. */
    Grounds find(Sought sought);

    /**
     * What was found not long ago and, as far as this process knows, is still so. Good for a decision to be tried:
     * {@link CallRecords#admit} finds out whether it still stands. A refusal must not rest on it.
     */
    Optional<Grounds> recall(Sought sought);

    /**
     * Whose grounds.
     *
     * @param connection {@code null} when it is not known which one
     * @param key hex SHA-256 of the API key that asks, if that was recalled as well; {@code null} when the caller is proved
     */
    record Sought(
            OperatorId operator,
            Jti jti,
            @Nullable ConnectionId connection,
            @Nullable String key) {}

    /**
     * What a call rests on.
     *
     * @param passport as {@link PassportStates} says
     * @param connection empty when there is none, or none of that operator
     * @param keyHolds whether the key that was sought is the operator's; true when none was
     * @param asOf the place in the operator's chain up to which all of this is so
     */
    record Grounds(
            Optional<PassportState> passport, Optional<ConnectionAccess> connection, boolean keyHolds, long asOf) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.util.Optional;

/** Looks up at once what a call rests on, where it is decided; never in a projection. */
@FunctionalInterface
public interface CallGrounds {

    /** Both as they are committed at one moment, in one read. */
    Grounds find(Jti jti, OperatorId operator, ConnectionId connection);

    /**
     * What a call rests on.
     *
     * @param passport as {@link PassportStates} says
     * @param connection empty when there is none, or none of that operator
     */
    record Grounds(Optional<PassportState> passport, Optional<ConnectionAccess> connection) {}
}

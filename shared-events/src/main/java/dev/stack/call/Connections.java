// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.util.Optional;

/** Looks connections up where they are decided; never in a projection. */
public interface Connections {

    /** The connection as it is committed now, if it is that operator's. */
    Optional<ConnectionAccess> find(OperatorId operator, ConnectionId connection);

    /**
     * The same with a credential that lasts for a call: one about to expire is renewed at the service first.
     *
     * @throws dev.stack.vocabulary.Refusal when it cannot be renewed now
     */
    ConnectionAccess fresh(ConnectionAccess access);
}

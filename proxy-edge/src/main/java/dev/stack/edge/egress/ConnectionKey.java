// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import org.jspecify.annotations.Nullable;

/** Calls that may share a network connection: those of one connection of one operator, to one host, with one trust. */
record ConnectionKey(
        OperatorId operator,
        ConnectionId connection,
        String host,
        int port,
        @Nullable String caPem) {

    static ConnectionKey of(ConnectionAccess access, Destination destination) {
        return new ConnectionKey(
                access.operator(), access.connection(), destination.host(), destination.port(), access.tlsCaPem());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

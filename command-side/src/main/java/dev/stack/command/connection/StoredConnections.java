// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.call.Connections;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Connections as calls look them up. */
@Component
final class StoredConnections implements Connections {

    private final ConnectionAccesses accesses;
    private final ConnectionCredentials credentials;

    StoredConnections(ConnectionAccesses accesses, ConnectionCredentials credentials) {
        this.accesses = accesses;
        this.credentials = credentials;
    }

    @Override
    public Optional<ConnectionAccess> find(OperatorId operator, ConnectionId connection) {
        return accesses.find(operator, connection);
    }

    @Override
    public ConnectionAccess fresh(ConnectionAccess access) {
        return credentials.fresh(access);
    }
}

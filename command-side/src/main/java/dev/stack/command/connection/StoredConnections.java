// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.call.Connections;
import dev.stack.vocabulary.ConnectionAccess;
import org.springframework.stereotype.Component;

/** Connections as calls use them. */
@Component
final class StoredConnections implements Connections {

    private final ConnectionCredentials credentials;

    StoredConnections(ConnectionCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public ConnectionAccess fresh(ConnectionAccess access) {
        return credentials.fresh(access);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.vocabulary.ConnectionAccess;

/** Keeps the credentials of connections in force. */
@FunctionalInterface
public interface Connections {

    /**
     * The connection with a credential that lasts for a call: one about to expire is renewed at the service first.
     *
     * @throws dev.stack.vocabulary.Refusal when it cannot be renewed now
     */
    ConnectionAccess fresh(ConnectionAccess access);
}

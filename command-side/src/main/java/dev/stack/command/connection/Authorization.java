// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.ledger.Guard;

/**
 * A person is about to be sent to a service to agree.
 *
 * @param url where the person goes
 * @param state comes back with the person, once
 * @param remember writes down, with the events of the command, what the return is checked against
 */
record Authorization(String url, String state, Guard remember) {

    @Override
    public String toString() {
        return "Authorization[hidden]";
    }
}

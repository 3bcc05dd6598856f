// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

/** Somebody else has written at the same place of the same aggregate. */
final class AppendConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AppendConflict() {
        super("the aggregate has moved on", null, false, false);
    }
}

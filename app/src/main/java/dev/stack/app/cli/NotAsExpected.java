// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

/** The server answered something else than the walk-through promises. */
final class NotAsExpected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAsExpected(String message) {
        super(message);
    }
}

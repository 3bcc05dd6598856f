// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

/** The server could not be asked, or did not answer in time. */
public final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
        super(message);
    }
}

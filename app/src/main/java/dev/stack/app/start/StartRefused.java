// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

/** The program will not start like this. The message is one line that says what is wrong and what to do. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}

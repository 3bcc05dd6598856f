// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import dev.stack.app.cli.StackCommand;

/** The one program of the product: server and command line. */
public final class StackMain {

    private StackMain() {}

    public static void main(String... arguments) {
        int code = StackCommand.run(arguments);
        if (code != StackCommand.KEEPS_RUNNING) {
            System.exit(code);
        }
    }
}

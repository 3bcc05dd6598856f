// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

/** The one program of the product: server and command line. */
public final class StackMain {

    private StackMain() {}

    public static void main(String... arguments) {
        StackApplication.run(arguments);
    }
}

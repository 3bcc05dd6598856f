// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The server from start to stop. A signal to stop (SIGTERM, Ctrl-C) lets the calls under way finish, closes everything in
 * order, the database last, and ends the process with code 0: being told to stop is no failure.
 */
public final class RunningServer {

    private RunningServer() {}

    /** Ends the process in this way when it is told to stop. */
    public static void stopInOrder(ConfigurableApplicationContext server) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "stack-stop"));
    }
}

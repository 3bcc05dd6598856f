// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.concurrent.TimeUnit;

/** Processes that a benchmark started. */
final class Children {

    private static final long SECONDS_TO_STOP = 40;

    private Children() {}

    /** Tells it to stop, and makes it when it does not. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

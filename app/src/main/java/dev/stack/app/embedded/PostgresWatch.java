// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.embedded;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded server again when it ended without being told to: a full disk, a kill from outside. While the cause
 * lasts it tries again; when the cause is gone nobody has to do anything.
 */
final class PostgresWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresWatch.class);
    private static final int INTERVAL_SECONDS = 2;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("postgres-watch").factory());
    private final Server server;

    /** What is watched. */
    interface Server {

        boolean isRunning() throws IOException;

        /** Answers whether it runs again. */
        boolean startAgain() throws IOException;
    }

    PostgresWatch(Server server) {
        this.server = server;
        timer.scheduleWithFixedDelay(this::look, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the watch; when this returns no start is under way. */
    @Override
    public void close() {
        timer.close();
    }

    private void look() {
        try {
            if (!server.isRunning()) {
                log.warn("The embedded database ended unasked; starting it again.");
                if (server.startAgain()) {
                    log.info("The embedded database runs again.");
                }
            }
        } catch (IOException failed) {
            log.warn("The embedded database cannot be looked after now; trying again.", failed);
        }
    }
}

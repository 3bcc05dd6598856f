// SPDX-License-Identifier: Apache-2.0
package dev.stack.oauthserver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds one request up until the test lets it through. */
public final class Gate {

    private static final long PATIENCE_SECONDS = 8;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate() {}

    /** Waits until the request stands here. */
    public void awaitArrival() {
        await(arrived);
    }

    /** Lets it through. */
    public void open() {
        open.countDown();
    }

    void pass() {
        arrived.countDown();
        await(open);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}

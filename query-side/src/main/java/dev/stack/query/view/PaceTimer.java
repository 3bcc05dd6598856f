// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;

/** Runs something later, once. */
@FunctionalInterface
interface PaceTimer {

    /** Runs {@code task}, which must be quick, when {@code pause} is over; returns at once. */
    void after(Duration pause, Runnable task);
}

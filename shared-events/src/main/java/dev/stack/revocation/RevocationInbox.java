// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import java.time.Instant;
import java.util.List;

/**
 * Where an edge hears of revocations sooner than by looking into the log by itself. What is said here can only make it
 * refuse sooner: that there is nothing new it believes for no longer than the log bears it out.
 */
public interface RevocationInbox {

    /** Entries of the log, in order, perhaps some of them again. */
    void entries(List<Revocation> entries);

    /** At {@code at}, by the clock of the store, the log ended with number {@code head}. */
    void heartbeat(long head, Instant at);

    /** There is something new in the log. */
    void wake();
}

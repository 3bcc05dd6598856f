// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import java.time.Instant;
import java.util.List;

/**
 * Carries the log to edges in other processes, and tells outsiders. It may fail at any time, with any runtime exception:
 * the log is what holds.
 */
public interface RevocationTransport {

    /**
     * Hands on entries, in order.
     *
     * @param now by the clock of the store
     * @return those that nobody had handed on before
     */
    List<Revocation> publish(List<Revocation> entries, Instant now);

    /** Says how far the log had come at {@code at}, by the clock of the store. */
    void heartbeat(long head, Instant at);

    /** Tells whoever listens outside, once; who does not listen just then misses it. {@code notice} is JSON. */
    void announce(String notice);
}

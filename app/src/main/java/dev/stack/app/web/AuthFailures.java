// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import java.time.Instant;

/** Where refused credentials are recorded. */
@FunctionalInterface
public interface AuthFailures {

    /**
     * Called at most once a minute for a source.
     *
     * @param source an address, an IPv6 network, or {@code others} for those that were too many to tell apart
     * @param count how many requests were refused
     * @param since start of the time counted
     */
    void record(String source, long count, Instant since);
}

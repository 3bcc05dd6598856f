// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.app.web.AuthFailures;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was recorded. */
public final class RecordedFailures implements AuthFailures {

    private final List<Failure> all = new CopyOnWriteArrayList<>();

    /** One record. */
    public record Failure(String source, long count, Instant since) {}

    @Override
    public void record(String source, long count, Instant since) {
        all.add(new Failure(source, count, since));
    }

    /** Everything recorded so far. */
    public List<Failure> all() {
        return List.copyOf(all);
    }
}

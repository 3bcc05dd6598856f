// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.DutyOf;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/** Counts refused credentials, so that a flood of them becomes one record a minute and source, never one each. */
@DutyOf({})
final class AuthFailureCounter {

    private static final Logger LOG = LoggerFactory.getLogger(AuthFailureCounter.class);
    private static final int SOURCES_MAX = 1_000;
    private static final Source OTHERS = new Source("others");

    private final AuthFailures failures;
    private final Clock clock;
    private Map<Source, Long> counts = new HashMap<>();
    private Instant since;

    AuthFailureCounter(AuthFailures failures, Clock clock) {
        this.failures = failures;
        this.clock = clock;
        this.since = clock.instant();
    }

    void count(Source source) {
        add(source, 1);
    }

    /** Hands over what was counted; what cannot be handed over is counted again. */
    @EventListener(ContextClosedEvent.class) // before the ledger stops taking entries
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void flush() {
        Window window = take();
        window.counts.forEach((source, count) -> {
            try {
                failures.record(source.name(), count, window.since);
            } catch (RuntimeException lost) {
                LOG.warn("{} refused credentials could not be recorded, counted on: {}", count, lost.toString());
                add(source, count);
            }
        });
    }

    private record Window(Map<Source, Long> counts, Instant since) {}

    private synchronized Window take() {
        var window = new Window(counts, since);
        counts = new HashMap<>();
        since = clock.instant();
        return window;
    }

    private synchronized void add(Source source, long count) {
        boolean known = counts.containsKey(source) || counts.size() < SOURCES_MAX;
        counts.merge(known ? source : OTHERS, count, Long::sum);
    }
}

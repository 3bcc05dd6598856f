// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be seen of the append from outside. */
final class LedgerMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerMetrics.class);

    private final MeterRegistry registry;
    private final Timer appendDuration;
    private final Timer batchDuration;
    private final DistributionSummary batchEntries;
    private final Counter replays;
    private final Counter clockHeld;

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.appendDuration = Timer.builder("stack.ledger.append.duration")
                .description("From a command's events being ready until they are durable, or refused")
                .register(registry);
        this.batchDuration = Timer.builder("stack.ledger.batch.duration")
                .description("One transaction of the appender")
                .register(registry);
        this.batchEntries = DistributionSummary.builder("stack.ledger.batch.entries")
                .description("Entries committed together")
                .register(registry);
        this.replays = Counter.builder("stack.ledger.batch.replays")
                .description("Batches written again one by one, because one of them failed")
                .register(registry);
        this.clockHeld = Counter.builder("stack.ledger.clock.held")
                .description("Batches that kept the time of the last entry, because the database's clock went back")
                .register(registry);
    }

    void timeAppend(Runnable append) {
        appendDuration.record(append);
    }

    void timeBatch(Runnable batch) {
        batchDuration.record(batch);
    }

    void countReplay() {
        replays.increment();
    }

    void countWritten(Collection<AppendItem> items, Written written) {
        batchEntries.record(items.stream().mapToInt(AppendItem::rows).sum());
        if (written.clockWasBack()) {
            clockHeld.increment();
            LOG.atWarn()
                    .addKeyValue("millis", written.timestamp() - written.databaseTime())
                    .log("the database's clock went back; entries keep the last time");
        }
    }

    void watchQueue(AppendQueue queue) {
        Gauge.builder("stack.ledger.queue.rows", queue, AppendQueue::rows)
                .description("Entries that wait for the appender")
                .register(registry);
    }

    void watchClock(ClockSkew skew) {
        Gauge.builder("stack.ledger.clock.skew", skew, clock -> clock.millis() / 1_000.0)
                .description("This node's clock minus the database's")
                .baseUnit("seconds")
                .register(registry);
    }
}

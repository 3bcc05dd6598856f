// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.health;

import dev.stack.command.revocation.LastDrill;
import dev.stack.command.revocation.LastDrill.Result;
import dev.stack.edge.revocation.LocalRevocations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** What can be seen of this edge's set, and of the last drill, from outside. */
@Component
final class RevocationMetrics implements MeterBinder {

    private static final double MICROS = 1_000_000.0;

    private final LocalRevocations revocations;
    private final LastDrill drill;

    RevocationMetrics(LocalRevocations revocations, LastDrill drill) {
        this.revocations = revocations;
        this.drill = drill;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "stack.edge.revocation.staleness",
                        revocations,
                        set -> set.staleness().toMillis() / 1_000.0)
                .description("Time since this edge last read the revocation log to its end")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("stack.edge.revocation.size", revocations, LocalRevocations::size)
                .description("Revoked passports and frozen operators this edge knows of")
                .register(registry);
        drill(registry, "p50", Result::p50Micros);
        drill(registry, "p99", Result::p99Micros);
        drill(registry, "max", Result::maxMicros);
        Gauge.builder("stack.revocation.drill.silent", drill, last -> last.get()
                        .map(Result::silent)
                        .orElse(0))
                .description("Live edges that did not refuse the canary of the last drill in time")
                .register(registry);
    }

    private void drill(MeterRegistry registry, String name, ToLongFunction<Result> figure) {
        Gauge.builder(
                        "stack.revocation.drill." + name,
                        drill,
                        last -> last.get().map(figure::applyAsLong).orElse(0L) / MICROS)
                .description("From revoking to refused at the edges, in the last drill this process ran")
                .baseUnit("seconds")
                .register(registry);
    }
}

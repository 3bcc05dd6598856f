// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.health;

import dev.stack.command.revocation.LastDrill;
import dev.stack.edge.revocation.EdgeReports;
import dev.stack.edge.revocation.LocalRevocations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether this process can tell what is revoked. Out of service until its set is filled for the first time. */
@Component("revocationHealthIndicator")
final class RevocationHealth implements HealthIndicator {

    private final LocalRevocations revocations;
    private final ObjectProvider<EdgeReports> reports;
    private final LastDrill drill;

    RevocationHealth(LocalRevocations revocations, ObjectProvider<EdgeReports> reports, LastDrill drill) {
        this.revocations = revocations;
        this.reports = reports;
        this.drill = drill;
    }

    @Override
    public Health health() {
        Health.Builder health = state().withDetail("applied_seq", revocations.applied())
                .withDetail("staleness_ms", revocations.staleness().toMillis());
        reports.ifAvailable(edge -> health.withDetail("edge", edge.edge().value()));
        drill.get().ifPresent(last -> health.withDetail("last_drill_at", last.at())
                .withDetail("last_drill_edges", last.edges())
                .withDetail("last_drill_silent", last.silent())
                .withDetail("last_drill_max_ms", last.maxMicros() / 1_000.0));
        return health.build();
    }

    private Health.Builder state() {
        if (!revocations.isFilled()) {
            return Health.outOfService();
        }
        return revocations.isFresh() ? Health.up() : Health.down();
    }
}

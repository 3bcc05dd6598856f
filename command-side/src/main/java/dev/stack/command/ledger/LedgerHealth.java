// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when this node can record nothing: its appender died, or its clock is off. */
final class LedgerHealth implements HealthIndicator {

    private final LedgerAppender appender;
    private final ClockSkew clockSkew;

    LedgerHealth(LedgerAppender appender, ClockSkew clockSkew) {
        this.appender = appender;
        this.clockSkew = clockSkew;
    }

    @Override
    public Health health() {
        Health.Builder health = appender.defect().isEmpty() && clockSkew.isAcceptable() ? Health.up() : Health.down();
        if (!appender.defect().isEmpty()) {
            health.withDetail("appender", appender.defect());
        }
        return health.withDetail("clock_skew_ms", clockSkew.millis()).build();
    }
}

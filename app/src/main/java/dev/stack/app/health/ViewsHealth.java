// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.health;

import dev.stack.query.view.ViewLag;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** How old the views are. An old view is an alarm and no outage: no decision is taken from it. */
@Component("viewsHealthIndicator")
@DutyOf(ProcessRole.QUERY)
final class ViewsHealth extends AbstractHealthIndicator {

    private final ViewLag lag;

    ViewsHealth(ViewLag lag) {
        super("the age of the views cannot be read");
        this.lag = lag;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Map<String, Duration> ages = lag.all();
        boolean old = ages.values().stream().anyMatch(age -> age.compareTo(ViewLag.ALARM) > 0);
        builder.status(old ? "DEGRADED" : "UP");
        ages.forEach((view, age) -> builder.withDetail(view + "_age_ms", age.toMillis()));
    }
}

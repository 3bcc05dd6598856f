// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** {@code stack.view.lag}: how old each view is; tag {@code view}. */
@Component
@DutyOf(ProcessRole.QUERY)
final class ViewMetrics implements SmartInitializingSingleton {

    private final ObjectProvider<MeterRegistry> registry;
    private final ViewLag lag;

    ViewMetrics(ObjectProvider<MeterRegistry> registry, ViewLag lag) {
        this.registry = registry;
        this.lag = lag;
    }

    @Override
    public void afterSingletonsInstantiated() {
        registry.ifAvailable(meters -> lag.views().forEach(view -> gauge(meters, view)));
    }

    private void gauge(MeterRegistry meters, String view) {
        TimeGauge.builder("stack.view.lag", lag, TimeUnit.MILLISECONDS, lags -> lags.of(view)
                        .toMillis())
                .description("Age of the first entry a view does not hold yet")
                .tag("view", view)
                .register(meters);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.health;

import dev.stack.vault.VaultWatch;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the vault's master key can be reached. A vault that was never opened since the start is out of service. */
@Component("vaultHealthIndicator")
final class VaultHealth implements HealthIndicator {

    private final VaultWatch watch;

    VaultHealth(VaultWatch watch) {
        this.watch = watch;
    }

    @Override
    public Health health() {
        VaultWatch.State state = watch.state();
        Health.Builder health =
                switch (state) {
                    case OPEN -> Health.up();
                    case SEALED -> Health.outOfService();
                    case UNAVAILABLE -> Health.down();
                };
        return health.withDetail("state", state.name().toLowerCase(Locale.ROOT)).build();
    }
}

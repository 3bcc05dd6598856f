// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings without which the ledger does not work, given once here so that no application has to repeat them. */
public final class AxonDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "axon.axonserver.enabled",
            false,
            "axon.timeout.enabled",
            false,
            "axon.serializer.general",
            "jackson3",
            "axon.serializer.events",
            "jackson3",
            "axon.serializer.messages",
            "jackson3",
            // Migrations run as the owner before the server starts; the application's role could not.
            "spring.flyway.enabled",
            false);

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("stackAxonDefaults", DEFAULTS));
    }
}

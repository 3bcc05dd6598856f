// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.roles;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what the settings say this process is for. */
@Configuration(proxyBeanMethods = false)
class RolesConfiguration {

    @Bean
    static Duties duties(Environment environment) {
        return new Duties(Roles.of(environment));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.operator;

import dev.stack.app.database.SharedDatabaseBeans;
import dev.stack.command.login.LoginTools;
import dev.stack.command.operator.OperatorTools;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Appends as the server does, with group commit: two processes may. No component: the server passes it over. */
@EnableAutoConfiguration
@Import({SharedDatabaseBeans.class, OperatorTools.class, LoginTools.class})
class OperatorRegisterConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}

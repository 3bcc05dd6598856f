// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntentConfiguration {

    @Bean
    IntentCatalog intentCatalog() {
        return IntentCatalog.bundled();
    }

    @Bean
    IntentExpansion intentExpansion(IntentCatalog catalog) {
        return new IntentExpansion(catalog);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ServiceCatalogConfiguration {

    @Bean
    ServiceCatalog serviceCatalog() {
        return ServiceCatalog.bundled();
    }
}

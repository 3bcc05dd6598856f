// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.vault;

import dev.stack.app.StackProperties;
import dev.stack.app.database.DatabaseProperties;
import dev.stack.app.database.SharedDatabase;
import dev.stack.vault.Vault;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The vault, its database, and nothing else. No component, so that the server, which scans for those, passes it over. */
@EnableConfigurationProperties({StackProperties.class, DatabaseProperties.class})
@Import(Vault.class)
class VaultToolsConfiguration {

    @Bean
    SharedDatabase sharedDatabase(DatabaseProperties settings, StackProperties process) {
        return SharedDatabase.open(settings, process.data());
    }

    @Bean
    DataSource dataSource(SharedDatabase database) {
        return database.access().unpooled();
    }

    @Bean
    PlatformTransactionManager transactions(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }
}

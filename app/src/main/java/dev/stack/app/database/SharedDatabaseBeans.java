// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import dev.stack.app.StackProperties;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The {@link SharedDatabase} of the settings. No component, so that the server, which scans for those, passes it over. */
@EnableConfigurationProperties({StackProperties.class, DatabaseProperties.class})
public class SharedDatabaseBeans {

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

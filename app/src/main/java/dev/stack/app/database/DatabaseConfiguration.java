// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stack.app.StackProperties;
import dev.stack.app.embedded.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The data folder, the database, the pool; closed in the opposite order, so the database outlives all who use it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** A caller learns within two seconds that no connection is to be had. */
    private static final long CONNECTION_WAIT_MAX_MILLIS = 2_000;

    @Bean
    DataFolder dataFolder(StackProperties settings) {
        return DataFolder.open(settings.data());
    }

    @Bean
    Database database(DatabaseProperties settings, DataFolder folder, Preparation preparation) {
        return Database.open(settings, folder, preparation);
    }

    @Bean
    @Primary
    HikariDataSource dataSource(Database database, DatabaseProperties settings) {
        var pool = new HikariConfig();
        pool.setPoolName("stack");
        pool.setJdbcUrl(database.app().url());
        pool.setUsername(database.app().user());
        pool.setPassword(database.app().password());
        pool.setMaximumPoolSize(settings.connections());
        pool.setConnectionTimeout(CONNECTION_WAIT_MAX_MILLIS);
        pool.setValidationTimeout(CONNECTION_WAIT_MAX_MILLIS - 500);
        pool.addDataSourceProperty("ApplicationName", "stack");
        pool.addDataSourceProperty("tcpKeepAlive", true);
        return new HikariDataSource(pool);
    }
}

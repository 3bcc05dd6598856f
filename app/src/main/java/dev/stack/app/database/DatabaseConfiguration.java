// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stack.app.StackProperties;
import dev.stack.app.embedded.DataFolder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The data folder, the database, the pools; closed in the opposite order, so the database outlives all who use it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** A caller learns within two seconds that no connection is to be had, and the rest of the answer takes time as well. */
    private static final long CONNECTION_WAIT_MAX_MILLIS = 1_500;

    private static final int SILENCE_MAX_SECONDS = 3;

    @Bean
    DataFolder dataFolder(StackProperties settings) {
        return DataFolder.open(settings.data());
    }

    @Bean
    Database database(DatabaseProperties settings, DataFolder folder, Preparation preparation) {
        return Database.open(settings, folder, preparation);
    }

    /** Kept for what must get through when every other connection is taken: the kill switch. */
    @Bean(defaultCandidate = false)
    @Qualifier("urgent")
    HikariDataSource urgentDataSource(Database database, DatabaseProperties settings) {
        HikariConfig pool = pool("stack-urgent", database, settings.urgentConnections());
        // The edge follows the revocation log through it: a server that hangs must not hang the edge.
        pool.addDataSourceProperty("socketTimeout", SILENCE_MAX_SECONDS);
        return new HikariDataSource(pool);
    }

    @Bean
    @Primary
    HikariDataSource dataSource(
            Database database, DatabaseProperties settings, @Qualifier("urgent") HikariDataSource urgent) {
        return new PooledConnections(pool("stack", database, settings.connections()), urgent);
    }

    private static HikariConfig pool(String name, Database database, int connections) {
        var pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setJdbcUrl(database.app().url());
        pool.setUsername(database.app().user());
        pool.setPassword(database.app().password());
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(CONNECTION_WAIT_MAX_MILLIS);
        pool.setValidationTimeout(CONNECTION_WAIT_MAX_MILLIS - 500);
        pool.addDataSourceProperty("ApplicationName", name);
        pool.addDataSourceProperty("tcpKeepAlive", true);
        return pool;
    }
}

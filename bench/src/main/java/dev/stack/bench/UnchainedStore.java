// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * An anchor: Axon's own JDBC event storage on Axon's own table, our serializer, one transaction for each append, its
 * connections from a pool. No chain, no audit columns.
 */
final class UnchainedStore implements AutoCloseable {

    private final HikariDataSource pool;
    private final TransactionManager transactions;
    private final JdbcEventStorageEngine engine;

    UnchainedStore(BenchDatabase database, Serializer serializer, int connections) {
        pool = database.anchorPool(connections);
        transactions = new SpringTransactionManager(new DataSourceTransactionManager(pool));
        engine = JdbcEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .connectionProvider(new SpringDataSourceConnectionProvider(pool))
                .transactionManager(transactions)
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
    }

    JdbcEventStorageEngine engine() {
        return engine;
    }

    TransactionManager transactions() {
        return transactions;
    }

    @Override
    public void close() {
        pool.close();
    }
}

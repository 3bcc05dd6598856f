// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.command.ledger.HashChainedEventStorageEngine;
import dev.stack.command.ledger.LedgerConfiguration;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger as the server wires it, and nothing else of the server: no commands, no views. */
final class BenchLedger implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;
    private final HikariDataSource pool;

    private BenchLedger(AnnotationConfigApplicationContext context, HikariDataSource pool) {
        this.context = context;
        this.pool = pool;
    }

    /** One that appends in this {@code stack.ledger.mode}. */
    static BenchLedger start(BenchDatabase database, String mode, int connections) {
        HikariDataSource pool = database.pool(connections);
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("bench", Map.of("stack.ledger.mode", mode)));
        context.registerBean(DataSource.class, () -> pool);
        context.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(pool));
        context.register(LedgerConfiguration.class);
        // Only what is asked for is made, so Axon's command and query sides need not be there.
        context.addBeanFactoryPostProcessor(beans -> {
            for (String name : beans.getBeanDefinitionNames()) {
                beans.getBeanDefinition(name).setLazyInit(true);
            }
        });
        context.refresh();
        return new BenchLedger(context, pool);
    }

    HashChainedEventStorageEngine engine() {
        return context.getBean(HashChainedEventStorageEngine.class);
    }

    EventStore store() {
        return context.getBean(EventStore.class);
    }

    Serializer serializer() {
        return context.getBean("eventSerializer", Serializer.class);
    }

    @Override
    public void close() {
        context.close();
        pool.close();
    }
}

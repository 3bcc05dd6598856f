// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.events.Provenance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.function.SingletonSupplier;

/** Wires the ledger into Axon: every part that keeps or carries an event is ours and named here. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
public class LedgerConfiguration {

    private static final int CONNECT_TIMEOUT_SECONDS = 1;

    @Bean
    LedgerPosition ledgerPosition() {
        return new LedgerPosition();
    }

    @Bean
    LedgerEnd ledgerEnd(DataSource dataSource) {
        return new LedgerEnd(JdbcClient.create(dataSource));
    }

    @Bean
    RevocationNews revocationNews() {
        return new RevocationNews();
    }

    @Bean
    GroundMarks groundMarks() {
        return new GroundMarks();
    }

    @Bean
    LedgerMetrics ledgerMetrics(ObjectProvider<MeterRegistry> registry, ClockSkew clockSkew) {
        LedgerMetrics metrics = new LedgerMetrics(registry.getIfAvailable(SimpleMeterRegistry::new));
        metrics.watchClock(clockSkew);
        return metrics;
    }

    @Bean
    ClockSkew clockSkew(ObjectProvider<Clock> clock, LedgerProperties properties) {
        return new ClockSkew(clock.getIfAvailable(Clock::systemUTC), properties.clockSkewMax());
    }

    @Bean(initMethod = "start")
    LedgerListener ledgerListener(
            DataSource dataSource,
            LedgerPosition position,
            RevocationNews news,
            ClockSkew clockSkew,
            LedgerProperties properties) {
        return new LedgerListener(unpooled(dataSource), position, news, clockSkew, properties);
    }

    @Bean
    LedgerAppender ledgerAppender(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            LedgerProperties properties,
            LedgerPosition position,
            GroundMarks marks,
            ClockSkew clockSkew,
            LedgerMetrics metrics) {
        return switch (properties.mode()) {
            case GROUP_COMMIT -> {
                var appender =
                        new GroupCommitAppender(unpooled(dataSource), properties, position, marks, clockSkew, metrics);
                appender.start();
                yield appender;
            }
            case IN_TRANSACTION ->
                new InTransactionAppender(dataSource, transactions, properties, position, marks, clockSkew);
        };
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer() {
        return EventSerializer.create();
    }

    @Bean
    HashChainedEventStorageEngine eventStorageEngine(
            DataSource dataSource,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            LedgerAppender appender,
            ObjectProvider<Lookup> lookups,
            LedgerMetrics metrics) {
        return engine(
                dataSource,
                eventSerializer,
                appender,
                // Lookups are asked for at the first append: they may need what is wired after the event store.
                SingletonSupplier.of(() -> lookups.orderedStream().toList())::obtain,
                metrics);
    }

    static HashChainedEventStorageEngine engine(
            DataSource dataSource,
            Serializer eventSerializer,
            LedgerAppender appender,
            Supplier<List<Lookup>> lookups,
            LedgerMetrics metrics) {
        int batch = 500;
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder();
        builder.schema(HashChainedEventStorageEngine.SCHEMA)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(eventSerializer)
                .persistenceExceptionResolver(new DuplicateKeys())
                .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
                // Every read is one statement; a transaction around it would only cost two more round trips.
                .transactionManager(NoTransactionManager.INSTANCE)
                .batchSize(batch)
                // Sequence numbers have no gaps, so a batch that is not full is the last.
                .finalAggregateBatchPredicate(events -> events.size() < batch);
        return new HashChainedEventStorageEngine(builder, appender, new Drafts(new SecureRandom()), lookups, metrics);
    }

    @Bean
    LedgerEventStore eventStore(HashChainedEventStorageEngine engine, LedgerPosition position) {
        return LedgerEventStore.over(engine, position);
    }

    /** A process is told apart from others by chance, not by its number: in containers every process is number 1. */
    @Bean
    TokenStore tokenStore(ConnectionProvider connectionProvider, Serializer serializer, LedgerProperties properties) {
        return JdbcTokenStore.builder()
                .connectionProvider(connectionProvider)
                .nodeId(UUID.randomUUID().toString())
                .claimTimeout(properties.claimTimeout())
                .schema(TokenSchema.builder()
                        .setTokenTable("ledger.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("timestamp")
                        .setOwnerColumn("owner")
                        .build())
                .serializer(serializer)
                .build();
    }

    /**
     * Commands run without a transaction of their own when the appender has one: it would hold a pooled connection
     * while the command waits, and could promise nothing, for the append is durable before it ends.
     */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(
            LedgerProperties properties, TransactionManager transactions, Configuration configuration) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(
                        properties.mode() == LedgerProperties.Mode.GROUP_COMMIT
                                ? NoTransactionManager.INSTANCE
                                : transactions)
                .messageMonitor(configuration.messageMonitor(CommandBus.class, "commandBus"))
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        return bus;
    }

    @Bean
    ConflictRetries conflictRetries() {
        return new ConflictRetries();
    }

    /**
     * What this process was asked it decides itself, whatever other buses there are: a command may carry a credential, and
     * its answer may as well, so neither leaves the process.
     */
    @Bean
    CommandGateway commandGateway(@Qualifier("localSegment") CommandBus commandBus, ConflictRetries retries) {
        return retries.gateway(commandBus);
    }

    @Bean
    CorrelationDataProvider messageOriginProvider() {
        return new MessageOriginProvider();
    }

    @Bean
    CorrelationDataProvider provenanceProvider() {
        return new SimpleCorrelationDataProvider(Provenance.KEYS.toArray(String[]::new));
    }

    @Bean
    LedgerHealth ledgerHealthIndicator(LedgerAppender appender, ClockSkew clockSkew) {
        return new LedgerHealth(appender, clockSkew);
    }

    @Bean
    LedgerAssembly ledgerAssembly(Configuration configuration) {
        return new LedgerAssembly(configuration);
    }

    /** Connections outside the pool, so that no crowd of readers can keep the appender from reconnecting. */
    static DataSource unpooled(DataSource dataSource) {
        try {
            if (!dataSource.isWrapperFor(HikariDataSource.class)) {
                return dataSource;
            }
            HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
            var own = new PGSimpleDataSource();
            own.setUrl(pool.getJdbcUrl());
            own.setUser(pool.getUsername());
            own.setPassword(pool.getPassword());
            own.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
            own.setTcpKeepAlive(true);
            return own;
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

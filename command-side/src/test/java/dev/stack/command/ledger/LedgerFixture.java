// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.vocabulary.OperatorId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A ledger without Spring, as one process has it. */
final class LedgerFixture implements AutoCloseable {

    final LedgerPosition position = new LedgerPosition();
    final GroundMarks marks = new GroundMarks();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Lookup> lookups = new ArrayList<>();
    final ClockSkew clockSkew;
    final LedgerAppender appender;
    final HashChainedEventStorageEngine engine;
    final LedgerEventStore store;
    private final LedgerListener listener;

    private LedgerFixture(DataSource dataSource, LedgerProperties properties, Clock clock) {
        clockSkew = new ClockSkew(clock, properties.clockSkewMax());
        LedgerMetrics metrics = new LedgerMetrics(meters);
        appender = appender(dataSource, properties, metrics);
        engine = LedgerConfiguration.engine(dataSource, EventSerializer.create(), appender, () -> lookups, metrics);
        store = LedgerEventStore.over(engine, position);
        listener = new LedgerListener(dataSource, position, new RevocationNews(), clockSkew, properties);
        try {
            listener.start();
        } catch (IllegalStateException refused) {
            closeAppender();
            throw refused;
        }
    }

    static LedgerFixture over(DataSource dataSource, String... settings) {
        return new LedgerFixture(dataSource, properties(settings), Clock.systemUTC());
    }

    static LedgerFixture withClock(DataSource dataSource, Clock clock, String... settings) {
        return new LedgerFixture(dataSource, properties(settings), clock);
    }

    /** Settings as {@code name=value}, without the prefix. */
    static LedgerProperties properties(String... settings) {
        Map<String, String> map = new java.util.HashMap<>();
        for (String setting : settings) {
            map.put("stack.ledger." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("stack.ledger", LedgerProperties.class);
    }

    private LedgerAppender appender(DataSource dataSource, LedgerProperties properties, LedgerMetrics metrics) {
        if (properties.mode() == LedgerProperties.Mode.IN_TRANSACTION) {
            return new InTransactionAppender(
                    dataSource, new DataSourceTransactionManager(dataSource), properties, position, marks, clockSkew);
        }
        var groupCommit = new GroupCommitAppender(dataSource, properties, position, marks, clockSkew, metrics);
        groupCommit.start();
        return groupCommit;
    }

    void append(DomainEventMessage<?>... events) {
        engine.appendEvents(List.of(events));
    }

    /** Registers an operator: the first entry of its chain. */
    void register(String operator) {
        append(registered(operator));
    }

    /** Issues the operator's key number {@code n}: entry {@code n + 1} of its chain. */
    void issueKey(String operator, int n) {
        append(keyIssued(operator, n));
    }

    static DomainEventMessage<?> registered(String operator) {
        return new GenericDomainEventMessage<>(
                "Operator", operator, 0, new OperatorRegistered(new OperatorId(operator), "Name of " + operator));
    }

    static DomainEventMessage<?> keyIssued(String operator, int n) {
        return new GenericDomainEventMessage<>(
                "Operator", operator, n, new ApiKeyIssued(new OperatorId(operator), "hash " + n));
    }

    @Override
    public void close() {
        listener.close();
        closeAppender();
    }

    private void closeAppender() {
        if (appender instanceof GroupCommitAppender groupCommit) {
            groupCommit.close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.DomainEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's JDBC event storage on {@code ledger.entry}: reads as Axon does, appends through a {@link LedgerAppender}. What
 * an append returns from is durable, before the unit of work ends and whatever becomes of it.
 *
 * <p>There are no snapshots: aggregates are short, and a second copy of the truth would have to be proved as well.
 */
public final class HashChainedEventStorageEngine extends JdbcEventStorageEngine {

    private static final String APPENDED = HashChainedEventStorageEngine.class.getName();

    static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("ledger.entry")
            .globalIndexColumn("global_index")
            .timestampColumn("timestamp")
            .eventIdentifierColumn("entry_id")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("aggregate_type")
            .payloadTypeColumn("event")
            .payloadRevisionColumn("revision")
            .payloadColumn("payload")
            .metaDataColumn("metadata")
            .build();

    private final LedgerAppender appender;
    private final Drafts drafts;
    private final Supplier<List<Lookup>> lookups;
    private final LedgerMetrics metrics;

    HashChainedEventStorageEngine(
            Builder builder,
            LedgerAppender appender,
            Drafts drafts,
            Supplier<List<Lookup>> lookups,
            LedgerMetrics metrics) {
        super(builder);
        this.appender = appender;
        this.drafts = drafts;
        this.lookups = lookups;
        this.metrics = metrics;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        List<Guard> guards = new ArrayList<>(guardsOfTheCommand());
        List<Draft> made = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            made.add(drafts.of(event, serializer));
            guards.addAll(lookupsOf(Drafts.domainEvent(event)));
        }
        metrics.timeAppend(() -> append(new AppendItem(guards, made), events.getFirst()));
    }

    /**
     * Appends an event of a stream that nobody loads, without a command around it.
     *
     * @param basis what it was decided by, or {@code null} when that was read for this event
     * @throws dev.stack.call.GroundMoved when the basis is no longer so
     */
    public void append(DomainEventMessage<?> event, List<Guard> guards, @Nullable Basis basis) {
        List<Guard> all = new ArrayList<>(guards);
        all.addAll(lookupsOf(Drafts.domainEvent(event)));
        Draft draft = drafts.of(event, getEventSerializer());
        metrics.timeAppend(() -> append(new AppendItem(all, List.of(draft), basis), event));
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        throw new UnsupportedOperationException("the ledger keeps no snapshots");
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return Stream.empty();
    }

    @Override
    protected PreparedStatement createTokenAt(Connection connection, Instant dateTime) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement("select min(global_index) - 1 from ledger.entry where timestamp >= ?");
        statement.setLong(1, dateTime.toEpochMilli());
        return statement;
    }

    @Override
    protected Object readTimeStamp(ResultSet resultSet, String columnName) throws SQLException {
        return Instant.ofEpochMilli(resultSet.getLong(columnName));
    }

    /**
     * Those of the unit of work, made here on the command's thread, where its result is known already. A second append
     * of the same unit of work would be a second transaction, so it is refused.
     */
    private static List<Guard> guardsOfTheCommand() {
        if (!CurrentUnitOfWork.isStarted()) {
            return List.of();
        }
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        if (root.resources().put(APPENDED, true) != null) {
            throw new IllegalStateException("events were published after those of the same command were stored");
        }
        return Guards.of(root).drain();
    }

    private List<Guard> lookupsOf(DomainEvent event) {
        return lookups.get().stream()
                .flatMap(lookup -> lookup.on(event).stream())
                .toList();
    }

    private void append(AppendItem item, EventMessage<?> first) {
        try {
            appender.append(item);
        } catch (AppendConflict conflict) {
            throw translated(first);
        }
    }

    private static RuntimeException translated(EventMessage<?> first) {
        if (first instanceof DomainEventMessage<?> event) {
            String aggregate = event.getType() + " " + event.getAggregateIdentifier();
            return event.getSequenceNumber() == 0
                    ? new AggregateStreamCreationException(aggregate + " exists already")
                    : new ConcurrencyException(aggregate + " was changed by someone else at the same time");
        }
        return new ConcurrencyException("an entry of that id exists already");
    }
}

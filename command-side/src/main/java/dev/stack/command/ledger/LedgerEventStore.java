// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.jspecify.annotations.Nullable;

/** Axon's event store whose streams are told of new entries instead of asking every half second. */
public final class LedgerEventStore extends AbstractEventStore {

    private final LedgerPosition position;
    private final LedgerTail tail;

    private LedgerEventStore(Builder builder, LedgerPosition position) {
        super(builder);
        this.position = position;
        this.tail = new LedgerTail(storageEngine());
    }

    static LedgerEventStore over(HashChainedEventStorageEngine engine, LedgerPosition position) {
        Builder builder = new Builder();
        builder.storageEngine(engine);
        return new LedgerEventStore(builder, position);
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken trackingToken) {
        return new LedgerStream(tail, position, trackingToken);
    }

    private static final class Builder extends AbstractEventStore.Builder {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.events.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Feeds one view. It takes whatever event it is given, so that its progress is known even when nothing in it changes; the
 * changes of a batch are written together, just before the batch commits.
 */
final class ViewHandler {

    private final View view;
    private final ViewTables tables;
    private final ViewProgress progress;

    ViewHandler(View view, ViewTables tables, ViewProgress progress) {
        this.view = view;
        this.tables = tables;
        this.progress = progress;
    }

    String group() {
        return view.name();
    }

    @EventHandler(payloadType = DomainEvent.class)
    void on(TrackedEventMessage<?> message) {
        Batch batch = CurrentUnitOfWork.get().root().getOrComputeResource(view.name(), _ -> started());
        batch.add((DomainEvent) message.getPayload(), position(message));
    }

    @ResetHandler
    void reset() {
        tables.clear(view);
        progress.restart(view.name());
    }

    private Batch started() {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        var batch = new Batch();
        work.onPrepareCommit(_ -> batch.write());
        work.afterCommit(_ -> progress.reached(view.name(), batch.position));
        return batch;
    }

    private static long position(TrackedEventMessage<?> message) {
        return message.trackingToken()
                .position()
                .orElseThrow(() -> new IllegalStateException("an event without a position cannot be folded"));
    }

    private final class Batch {
        private final List<DomainEvent> events = new ArrayList<>();
        private long position;

        void add(DomainEvent event, long at) {
            events.add(event);
            position = at;
        }

        void write() {
            List<Change> changes = view.changes(events);
            if (changes.isEmpty()) {
                tables.advanceOnly(view.name(), position);
            } else {
                tables.apply(changes);
                tables.advance(view.name(), position);
            }
        }
    }
}

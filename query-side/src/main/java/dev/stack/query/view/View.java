// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.events.DomainEvent;
import java.util.List;

/**
 * A fold over all events. It holds no state and asks nothing: what an event changes follows from the event alone, so
 * that live and replayed rows are the same, and seeing an event twice changes nothing.
 */
public interface View {

    /** The processing group, {@code query.<feature>}. */
    String name();

    /** The tables it fills; nobody else writes them. */
    List<String> tables();

    /** What {@code event} changes, in this order. */
    List<Change> changes(DomainEvent event);

    /** What {@code events} change one after the other; a view may say it in fewer statements. */
    default List<Change> changes(List<DomainEvent> events) {
        return events.stream().flatMap(event -> changes(event).stream()).toList();
    }
}

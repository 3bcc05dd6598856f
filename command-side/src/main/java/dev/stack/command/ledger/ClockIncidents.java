// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent;
import dev.stack.events.SystemEvent.ClockBack;
import dev.stack.events.SystemEvent.ClockSkewed;
import java.util.ArrayList;
import java.util.List;

/** What was wrong with the clocks since it was last taken: however often, one incident of each kind. Thread-safe. */
public final class ClockIncidents {

    private long heldMillis;
    private long heldCount;
    private long skewMillis;
    private long skewCount;

    ClockIncidents() {}

    /** Entries kept the last time. What only records such an incident is none, or recording would never end. */
    void heldTime(List<AppendItem> items, Written written) {
        boolean told = items.stream().flatMap(item -> item.drafts().stream()).allMatch(draft -> draft.facts()
                .event()
                .equals(EventCatalog.nameOf(ClockBack.class).value()));
        if (written.clockWasBack() && !told) {
            add(new ClockBack(EventCatalog.SYSTEM, written.timestamp() - written.databaseTime(), 1));
        }
    }

    /** This node's clock was measured, and is further off than it may be. */
    void tooFarOff(long millis) {
        add(new ClockSkewed(EventCatalog.SYSTEM, millis, 1));
    }

    /** Those there are, as they are to be recorded. */
    public synchronized List<SystemEvent> take() {
        List<SystemEvent> taken = new ArrayList<>();
        if (heldCount > 0) {
            taken.add(new ClockBack(EventCatalog.SYSTEM, heldMillis, heldCount));
        }
        if (skewCount > 0) {
            taken.add(new ClockSkewed(EventCatalog.SYSTEM, skewMillis, skewCount));
        }
        heldMillis = 0;
        heldCount = 0;
        skewMillis = 0;
        skewCount = 0;
        return taken;
    }

    /** One that was taken could not be recorded. */
    public synchronized void giveBack(SystemEvent incident) {
        add(incident);
    }

    private synchronized void add(SystemEvent incident) {
        if (incident instanceof ClockBack back) {
            heldMillis = Math.max(heldMillis, back.heldMillis());
            heldCount += back.count();
        } else if (incident instanceof ClockSkewed skewed) {
            skewMillis = Math.abs(skewed.skewMillis()) > Math.abs(skewMillis) ? skewed.skewMillis() : skewMillis;
            skewCount += skewed.measured();
        }
    }
}

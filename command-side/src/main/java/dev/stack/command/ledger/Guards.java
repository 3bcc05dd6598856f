// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** The guards of the command under way; they run when its events are appended, in the order they were added. */
public final class Guards {

    private static final String RESOURCE = Guards.class.getName();

    private final List<Supplier<Guard>> guards = new ArrayList<>();

    private Guards() {}

    /** Those of the current unit of work. */
    public static Guards current() {
        return of(CurrentUnitOfWork.get());
    }

    static Guards of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(RESOURCE, _ -> new Guards());
    }

    public void add(Guard guard) {
        guards.add(() -> guard);
    }

    /** Adds a guard that is made when the events are appended, on the thread of the command. */
    public void addDeferred(Supplier<Guard> guard) {
        guards.add(guard);
    }

    List<Guard> drain() {
        List<Guard> made = guards.stream().map(Supplier::get).toList();
        guards.clear();
        return made;
    }
}

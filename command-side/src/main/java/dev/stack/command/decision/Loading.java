// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.vocabulary.Id;
import java.util.Optional;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/** Loads aggregates to change them. */
public final class Loading {

    private Loading() {}

    /** The aggregate of that id; empty when there is none, or when the id is that of another kind of thing. */
    public static <A> Optional<Aggregate<A>> find(Repository<A> repository, Id id) {
        try {
            return Optional.of(repository.load(id.value()));
        } catch (AggregateNotFoundException | IncompatibleAggregateException noneOfThatKind) {
            return Optional.empty();
        }
    }
}

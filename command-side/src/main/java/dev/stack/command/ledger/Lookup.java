// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.DomainEvent;
import java.util.List;

/**
 * A table of the command side that answers what commands must look up across aggregates. It is written in the same
 * transaction as the append, so it is never behind and never ahead of the ledger.
 */
@FunctionalInterface
public interface Lookup {

    /** The statements that bring the table up to date with {@code event}, which is about to be appended. */
    List<Guard> on(DomainEvent event);
}

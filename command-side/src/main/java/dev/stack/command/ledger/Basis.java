// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.command.ledger.ChainHeads.Head;

/**
 * What an item was decided by: all that {@code chain} had said up to the place {@code seq}. It is written only if the
 * chain has said nothing since that may change the decision.
 */
public record Basis(String chain, long seq) {

    /** Whether it is still so, with the chain at {@code head}; a chain that is shorter now is not the one that was read. */
    boolean holds(Head head) {
        return head.ground() <= seq && seq <= head.seq();
    }
}

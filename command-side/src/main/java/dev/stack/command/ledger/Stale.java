// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the items that were decided by what is no longer so. To be asked about the items of a batch in their order: the
 * entries of those before move the ground as well, though they are not in the heads yet.
 */
final class Stale implements Predicate<AppendItem> {

    private final ChainHeads heads;
    private final Set<String> movedBefore = new HashSet<>();

    Stale(ChainHeads heads) {
        this.heads = heads;
    }

    @Override
    public boolean test(AppendItem item) {
        Basis basis = item.basis();
        if (basis != null && (movedBefore.contains(basis.chain()) || !basis.holds(heads.of(basis.chain())))) {
            return true;
        }
        item.drafts().stream().filter(Draft::movesGround).map(Draft::chainId).forEach(movedBefore::add);
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

/**
 * One entry of a chain, as it is stored.
 *
 * @param previous hash of the entry before it, {@link Hash#ZERO} for the first
 * @param hash what was stored as this entry's hash; whether it is, {@link #hashHolds()} says
 */
public record LedgerEntry(EntryFacts facts, Hash previous, Hash hash) {

    /** Links {@code facts} to the entry before them. */
    public static LedgerEntry seal(EntryFacts facts, Hash previous) {
        return new LedgerEntry(facts, previous, ChainHash.entry(facts, previous));
    }

    /** Whether the stored hash is the hash of what is stored. */
    public boolean hashHolds() {
        return hash.equals(ChainHash.entry(facts, previous));
    }
}

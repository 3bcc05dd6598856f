// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.ledger.EntryFacts;

/**
 * An entry before it has its place: everything but sequence, timestamp and hashes, which are given under the lock.
 *
 * @param facts with place and timestamp 0
 * @param movesGround whether calls that were decided before it must be decided anew
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from one thread to the next once, and never compared.
record Draft(EntryFacts facts, byte[] payload, byte[] metadata, boolean movesGround) {

    private static final int COLUMNS_BYTES = 1_000;

    String chainId() {
        return facts.chainId();
    }

    /** About how much it weighs. */
    long bytes() {
        return (long) payload.length + metadata.length + COLUMNS_BYTES;
    }
}

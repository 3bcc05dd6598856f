// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.ledger.Hash;
import dev.stack.ledger.LedgerVerifier;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.query.ledger.StoredEntry;
import dev.stack.vocabulary.OperatorId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk along a part of a chain, entry by entry, until it breaks, ends, or there is no time left. */
final class ChainWalk {

    /** Entries between two looks at the clock. */
    private static final int CHUNK = 2_000;

    private final OperatorId chain;
    private final LedgerReader ledger;
    private final LedgerVerifier verifier;
    private final long startedAt = System.nanoTime();
    private long next;
    private @Nullable StoredEntry first;
    private @Nullable StoredEntry last;

    /** A walk that starts at {@code from}; the hash before that is taken as it is stored. */
    ChainWalk(OperatorId chain, long from, LedgerReader ledger) {
        this.chain = chain;
        this.ledger = ledger;
        this.next = from;
        this.verifier = LedgerVerifier.after(chain.value(), from - 1, before(from));
    }

    /** Walks up to and including {@code end}; whether it got there. */
    boolean to(long end, Duration patience) {
        while (next <= end && holds()) {
            if (System.nanoTime() - startedAt > patience.toNanos()) {
                return false;
            }
            long chunkEnd = Math.min(end, next + CHUNK - 1);
            List<Object> chunk = List.of(chain.value(), next, chunkEnd);
            ledger.stream("chain_id = ? and chain_seq between ? and ? order by chain_seq", chunk, this::accept);
            next = chunkEnd + 1;
        }
        return holds();
    }

    LedgerVerifier verifier() {
        return verifier;
    }

    @Nullable
    StoredEntry first() {
        return first;
    }

    @Nullable
    StoredEntry last() {
        return last;
    }

    private void accept(StoredEntry stored) {
        if (verifier.accept(stored.entry(), stored.payload(), stored.metadata()).isEmpty()) {
            first = first == null ? stored : first;
            last = stored;
        }
    }

    private boolean holds() {
        return verifier.firstBreak().isEmpty();
    }

    private Hash before(long from) {
        return ledger.entries("chain_id = ? and chain_seq = ?", List.of(chain.value(), from - 1)).stream()
                .findFirst()
                .map(predecessor -> predecessor.entry().hash())
                .orElse(Hash.ZERO);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.query.ledger.LedgerReader;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Part of a chain, both ends included; empty when {@code last} is before {@code first}. Times never go back along a
 * chain, so a span of time is a span of places.
 */
record Window(long first, long last) {

    /** What is at or after {@code from} and before {@code to}, of a chain that ends at {@code end}. */
    static Window of(OperatorId chain, Optional<Instant> from, Optional<Instant> to, long end, LedgerReader ledger) {
        String notBefore = "timestamp >= ? order by timestamp, chain_seq";
        String before = "timestamp < ? order by timestamp desc, chain_seq desc";
        return new Window(
                from.map(time -> place(chain, notBefore, time, end + 1, ledger)).orElse(1L),
                to.map(time -> place(chain, before, time, 0, ledger)).orElse(end));
    }

    /** The part of it behind {@code chainSeq}. */
    Window after(long chainSeq) {
        return new Window(Math.max(first, chainSeq + 1), last);
    }

    private static long place(OperatorId chain, String condition, Instant time, long otherwise, LedgerReader ledger) {
        List<Long> found = ledger.numbers(
                "select chain_seq from ledger.entry where chain_id = ? and " + condition + " limit 1",
                List.of(chain.value(), time.toEpochMilli()));
        return found.isEmpty() ? otherwise : found.getFirst();
    }
}

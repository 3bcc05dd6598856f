// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.query.ledger.LedgerReader;
import dev.stack.vocabulary.OperatorId;
import java.util.List;

/**
 * Where one page of an export ends, known before its first row is written.
 *
 * @param count how many rows the page has
 * @param last the place of its last row, or of the one before the window when it has none
 * @param more whether the export goes on behind it
 */
record Cut(long count, long last, boolean more) {

    static Cut of(OperatorId chain, AuditFilter filter, Window window, int limit, LedgerReader ledger) {
        String fitting = "from ledger.entry where chain_id = ? and chain_seq between ? and ?" + filter.condition();
        List<Long> found = ledger.numbers(
                "select count(*), coalesce(max(chain_seq), 0) from (select chain_seq " + fitting
                        + " order by chain_seq limit ?) page",
                filter.arguments(List.of(chain.value(), window.first(), window.last()), limit));
        long count = found.get(0);
        long last = count == 0 ? window.first() - 1 : found.get(1);
        boolean more = count == limit
                && !ledger.numbers(
                                "select 1 " + fitting + " limit 1",
                                filter.arguments(List.of(chain.value(), last + 1, window.last())))
                        .isEmpty();
        return new Cut(count, last, more);
    }
}

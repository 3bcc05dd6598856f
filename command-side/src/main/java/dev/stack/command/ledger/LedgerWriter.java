// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.call.GroundMoved;
import dev.stack.command.ledger.ChainHeads.Head;
import dev.stack.ledger.EntryFacts;
import dev.stack.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes items inside a transaction that others begin and commit: guards, then places and hashes, then rows. Both ways
 * of appending share it, so both write the same bytes.
 */
final class LedgerWriter {

    /** Where other processes hear of new entries; the payload is the last global index. */
    static final String CHANNEL = "stack_ledger";

    // Taken last and held until the commit, the row makes the global index gapless and its order that of the commits:
    // no reader can pass by an entry that is still to be committed. The clock is read after the lock is held.
    private static final String POSITION = "update ledger.position set global_index = global_index + ?,"
            + " timestamp = greatest(timestamp, (extract(epoch from clock_timestamp()) * 1000)::bigint)"
            + " returning global_index, timestamp, (extract(epoch from clock_timestamp()) * 1000)::bigint,"
            + " pg_notify('" + CHANNEL + "', global_index::text)";

    private LedgerWriter() {}

    static Set<String> chainsOf(Collection<AppendItem> items) {
        return items.stream()
                .flatMap(item -> item.drafts().stream())
                .map(Draft::chainId)
                .collect(Collectors.toSet());
    }

    /** Writes the items in their order. On an exception the caller rolls back, at least to before this call. */
    static Written write(Connection connection, Collection<AppendItem> items, ChainHeads heads)
            throws SQLException, GuardFailure {
        Set<String> earlier = new HashSet<>();
        Stale stale = new Stale(heads);
        for (AppendItem item : items) {
            if (stale.test(item)) {
                throw new GuardFailure(new GroundMoved());
            }
            for (Guard guard : item.guards()) {
                // The entries of earlier items are not in the table yet, where the guard would look for them.
                if (guard.stream() != null && earlier.contains(guard.stream())) {
                    throw GuardRun.refused(Objects.requireNonNull(guard.refusal()));
                }
                GuardRun.run(connection, guard);
            }
            item.drafts().forEach(draft -> earlier.add(draft.facts().aggregateId()));
        }
        List<Draft> drafts =
                items.stream().flatMap(item -> item.drafts().stream()).toList();
        Written written = takePosition(connection, drafts.size());
        Map<String, Head> moved = new HashMap<>();
        List<LedgerEntry> entries = seal(drafts, written, heads, moved);
        EntryInsert.insert(connection, written.globalIndex() - drafts.size() + 1, entries, drafts);
        heads.advance(connection, moved);
        return written;
    }

    private static Written takePosition(Connection connection, int entries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITION)) {
            statement.setInt(1, entries);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Written(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    private static List<LedgerEntry> seal(
            List<Draft> drafts, Written written, ChainHeads heads, Map<String, Head> moved) {
        List<LedgerEntry> entries = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Head head = moved.computeIfAbsent(draft.chainId(), heads::of);
            EntryFacts facts = draft.facts().at(head.seq() + 1, written.timestamp());
            LedgerEntry entry = LedgerEntry.seal(facts, head.hash());
            long ground = draft.movesGround() ? facts.chainSeq() : head.ground();
            moved.put(draft.chainId(), new Head(facts.chainSeq(), entry.hash(), ground));
            entries.add(entry);
        }
        return entries;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stack.ledger.LedgerBreak;
import dev.stack.ledger.LedgerBreak.Kind;
import dev.stack.query.ledger.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a walk along a chain found.
 *
 * @param complete false when a limit, a window, the clock or a break left entries unchecked
 * @param headHash the hash of the last entry that held
 */
record ChainReport(
        boolean valid,
        long checked,
        boolean complete,
        String headHash,
        @Nullable String firstEntryId,
        @Nullable String lastEntryId,
        @Nullable Long lastTimestamp,
        @JsonProperty("break") @Nullable Break broken) {

    static ChainReport of(ChainWalk walk, boolean whole) {
        StoredEntry first = walk.first();
        StoredEntry last = walk.last();
        Break broken = walk.verifier().firstBreak().map(Break::of).orElse(null);
        return new ChainReport(
                broken == null,
                walk.verifier().checked(),
                whole && broken == null,
                walk.verifier().head().hex(),
                first == null ? null : first.id(),
                last == null ? null : last.id(),
                last == null ? null : last.timestamp(),
                broken);
    }

    /** Where the chain does not hold: the {@code content} of an entry, or its {@code link} to the one before. */
    record Break(@Nullable String entryId, long chainSeq, String kind, String expected, String actual) {

        static Break of(LedgerBreak found) {
            return new Break(
                    found.entryId(),
                    found.chainSeq(),
                    found.kind() == Kind.CONTENT ? "content" : "link",
                    found.expected(),
                    found.actual());
        }
    }
}

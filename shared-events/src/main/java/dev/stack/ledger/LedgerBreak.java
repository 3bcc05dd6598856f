// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The first place where a chain does not hold.
 *
 * @param entryId the entry at which it was seen; {@code null} when entries are missing at the end
 * @param chainSeq the place of that entry as it is stored, or the first place that is missing
 */
public record LedgerBreak(@Nullable String entryId, long chainSeq, Kind kind, String expected, String actual) {

    /** What does not hold. */
    public enum Kind {
        /** The entry, or its body, is not what was hashed. */
        CONTENT,
        /** The entry does not follow the one before it. */
        LINK,
        /** An entry is missing, stands twice or out of its place, or the end is missing. */
        GAP
    }
}

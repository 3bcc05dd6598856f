// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import java.time.Instant;
import java.util.List;

/** The truth about what was revoked: written in the transaction of the event, numbered without gaps. */
public interface RevocationLog {

    /** Number of the last entry; 0 before the first. */
    long head();

    /** The entries after number {@code seq}, in order, at most {@code limit}; none when there is nothing new. */
    List<Revocation> after(long seq, int limit);

    /** The same, with how far the log has come, as of one moment. */
    Delta delta(long seq, int limit);

    /** Everything that is revoked now, as of one moment. */
    Standing standing();

    /**
     * What is new.
     *
     * @param head number of the last entry at that moment
     * @param at that moment, by the clock of the store
     * @param entries in order; the last one is not the head's when there are more than the limit
     */
    record Delta(long head, Instant at, List<Revocation> entries) {
        public Delta {
            entries = List.copyOf(entries);
        }
    }

    /**
     * What holds at a moment.
     *
     * @param head number of the last entry at that moment
     * @param at that moment, by the clock of the store
     * @param entries revoked passports that have not expired, and freezes that no thaw has ended
     */
    record Standing(long head, Instant at, List<Revocation> entries) {
        public Standing {
            entries = List.copyOf(entries);
        }
    }
}

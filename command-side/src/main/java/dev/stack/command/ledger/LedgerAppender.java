// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

/** Makes an item durable, or throws why not. */
interface LedgerAppender {

    /**
     * Appends the item on behalf of the calling thread.
     *
     * @throws AppendConflict when an event's place in its aggregate is taken
     * @throws dev.stack.vocabulary.Refusal of a guard, or {@code UNAVAILABLE} or {@code OUTCOME_UNKNOWN}
     */
    void append(AppendItem item);

    /** Why nothing can be appended any more, or an empty text while all is well. */
    default String defect() {
        return "";
    }
}

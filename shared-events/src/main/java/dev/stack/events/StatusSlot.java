// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

/**
 * Where a published Token Status List tells of a passport.
 *
 * @param list number of the list, from 1
 * @param index place in it, from 0; random, so that neighbours tell nothing
 */
public record StatusSlot(int list, int index) {

    /** Places in one list. */
    public static final int LIST_SIZE = 1 << 20;

    public StatusSlot {
        if (list < 1 || index < 0 || index >= LIST_SIZE) {
            throw new IllegalArgumentException("a slot is in a list from 1, at an index from 0 below " + LIST_SIZE);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

/**
 * One passport's new status.
 *
 * @param list number of the list
 * @param index its place there, from 0
 */
public record StatusChange(int list, int index, Status status) {

    public StatusChange {
        if (list < 0 || index < 0) {
            throw new IllegalArgumentException("lists and their places are counted from 0");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

/**
 * Where the passport's bit stands in a Token Status List.
 *
 * @param index {@code idx}, from 0
 * @param uri where the list is published
 */
public record StatusReference(long index, String uri) {

    public StatusReference {
        if (index < 0 || uri.isEmpty()) {
            throw new IllegalArgumentException("a status list has an index from 0 and an address");
        }
    }
}

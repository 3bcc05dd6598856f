// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

/**
 * Where the passport's bit stands in a Token Status List.
 *
 * @param index {@code idx}, from 0
 * @param uri where the list is published
 */
public record StatusReference(long index, String uri) {}

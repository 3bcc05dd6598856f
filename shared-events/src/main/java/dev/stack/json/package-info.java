// SPDX-License-Identifier: Apache-2.0
/**
 * JSON from outside, read once by one strict reader into plain values. Ambiguous text is refused, not repaired, so that
 * what was checked is what is used.
 */
@NullMarked
package dev.stack.json;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What the edge asks of the command side, in plain values: the state a call is decided by, and the record of what became
 * of it.
 */
@NullMarked
package dev.stack.call;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Whether an outbound call is inside its scope: pure functions over values, no I/O. What cannot be read for certain is
 * refused.
 */
@NullMarked
package dev.stack.edge.scope;

import org.jspecify.annotations.NullMarked;

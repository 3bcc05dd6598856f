// SPDX-License-Identifier: Apache-2.0
/**
 * The shapes of answers that both a command and a view give. On the wire names are in snake case, a missing value is
 * {@code null}, times are ISO-8601 UTC with milliseconds.
 */
@NullMarked
package dev.stack.api;

import org.jspecify.annotations.NullMarked;

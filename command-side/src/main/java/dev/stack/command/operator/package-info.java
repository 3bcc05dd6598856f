// SPDX-License-Identifier: Apache-2.0
/** Operators and their API keys. */
@NullMarked
package dev.stack.command.operator;

import org.jspecify.annotations.NullMarked;

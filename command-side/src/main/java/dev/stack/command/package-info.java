// SPDX-License-Identifier: Apache-2.0
/** The command side: it decides. Its one entry point is {@link dev.stack.command.CommandSide}. */
@NullMarked
package dev.stack.command;

import org.jspecify.annotations.NullMarked;

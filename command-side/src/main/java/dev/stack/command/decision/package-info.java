// SPDX-License-Identifier: Apache-2.0
/** How a command is decided: by whom, against what state, and what is kept when it is refused. */
@NullMarked
package dev.stack.command.decision;

import org.jspecify.annotations.NullMarked;

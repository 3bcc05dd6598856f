// SPDX-License-Identifier: Apache-2.0
/** Agents: registered, changed, blocked, deleted. */
@NullMarked
package dev.stack.command.agent;

import org.jspecify.annotations.NullMarked;

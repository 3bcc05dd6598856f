// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of agents: how one is enrolled, ended and counted, and who a text that it signed proves
 * (docs/adr/0019-agent-keys.md).
 */
@NullMarked
package dev.stack.command.agentkey;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What an agent proves with a key of its own: that a request is the agent's, and that a passport was not merely copied
 * (docs/adr/0019-agent-keys.md).
 */
@NullMarked
package dev.stack.possession;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Agents and what they may use, as they stand now. */
@NullMarked
package dev.stack.query.agent;

import org.jspecify.annotations.NullMarked;

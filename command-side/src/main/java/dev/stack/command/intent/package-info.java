// SPDX-License-Identifier: Apache-2.0
/**
 * Named intents: readable names for handfuls of constraints. The catalogue is data; this package reads it, checks
 * parameters and expands names into the constraints a scope carries (ADR 0010).
 */
@NullMarked
package dev.stack.command.intent;

import org.jspecify.annotations.NullMarked;

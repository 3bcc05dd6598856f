// SPDX-License-Identifier: Apache-2.0
/** Missions: one declared piece of work, with its deadline and its passports. */
@NullMarked
package dev.stack.command.mission;

import org.jspecify.annotations.NullMarked;

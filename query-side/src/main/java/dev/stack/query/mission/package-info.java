// SPDX-License-Identifier: Apache-2.0
/** Missions, each with its passports. */
@NullMarked
package dev.stack.query.mission;

import org.jspecify.annotations.NullMarked;

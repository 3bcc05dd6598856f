// SPDX-License-Identifier: Apache-2.0
/** Which part of the work this process does: which routes it serves, and what runs in it by itself (ADR 0016). */
@NullMarked
package dev.stack.app.roles;

import org.jspecify.annotations.NullMarked;

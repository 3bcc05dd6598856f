// SPDX-License-Identifier: Apache-2.0
/** Passports: issued, checkpointed, refreshed, checked out, revoked. */
@NullMarked
package dev.stack.command.passport;

import org.jspecify.annotations.NullMarked;

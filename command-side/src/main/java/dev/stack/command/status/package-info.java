// SPDX-License-Identifier: Apache-2.0
/** What became of passports, published for verifiers that do not ask about each: signed lists, and a stream of changes. */
@NullMarked
package dev.stack.command.status;

import org.jspecify.annotations.NullMarked;

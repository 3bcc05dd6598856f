// SPDX-License-Identifier: Apache-2.0
/** What the ledger is told of the vault. */
@NullMarked
package dev.stack.command.vault;

import org.jspecify.annotations.NullMarked;

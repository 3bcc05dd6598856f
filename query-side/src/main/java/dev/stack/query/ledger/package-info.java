// SPDX-License-Identifier: Apache-2.0
/** Entries of the ledger as they are read and shown. Read only: who appends is elsewhere. */
@NullMarked
package dev.stack.query.ledger;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The append to the ledger: Axon's event store over PostgreSQL, hash-chained per operator as it is written, together with
 * the lookups and guards that must be true in the very same transaction.
 */
@NullMarked
package dev.stack.command.ledger;

import org.jspecify.annotations.NullMarked;

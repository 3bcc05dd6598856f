// SPDX-License-Identifier: Apache-2.0
/** The audit log: tail, complete export, verification of the chain, its head. The ledger itself is read; there is no second copy of the truth. */
@NullMarked
package dev.stack.query.audit;

import org.jspecify.annotations.NullMarked;

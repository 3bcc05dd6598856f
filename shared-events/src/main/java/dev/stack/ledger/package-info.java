// SPDX-License-Identifier: Apache-2.0
/** The arithmetic of the ledger: what is hashed and how a chain is checked. The writer and an auditor share this and nothing else. */
@NullMarked
package dev.stack.ledger;

import org.jspecify.annotations.NullMarked;

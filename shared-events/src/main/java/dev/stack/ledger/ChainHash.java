// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

/** The hash that links an entry to its predecessor. */
public final class ChainHash {

    private ChainHash() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

/**
 * What an append came to.
 *
 * @param globalIndex of its last entry
 * @param timestamp its entries' timestamp, in milliseconds since 1970
 * @param databaseTime what the database's clock said, in milliseconds since 1970
 */
record Written(long globalIndex, long timestamp, long databaseTime) {

    /** Whether the database's clock stood before the last entry's time, which was kept. */
    boolean clockWasBack() {
        return databaseTime < timestamp;
    }
}

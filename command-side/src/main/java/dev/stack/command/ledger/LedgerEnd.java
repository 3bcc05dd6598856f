// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the ledger ends, asked of the database: whoever has read that far has read what every process committed before
 * the question. {@link LedgerPosition} is what this process has heard, and may be a moment behind.
 */
public final class LedgerEnd {

    private final JdbcClient jdbc;

    LedgerEnd(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Global index of the last committed entry; 0 before the first. */
    public long committed() {
        return jdbc.sql("select global_index from ledger.position")
                .query(Long.class)
                .single();
    }
}

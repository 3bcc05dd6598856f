// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A quick look at the ledger before anything is appended: each chain's head must be its last entry. */
public final class LedgerIntegrity {

    private final JdbcClient jdbc;

    public LedgerIntegrity(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The first chain whose head is not its last entry; to append to it would hide what happened. */
    public Optional<String> firstBrokenChain() {
        return jdbc.sql("""
                        select h.chain_id from ledger.chain_head h
                        left join ledger.entry e on e.chain_id = h.chain_id and e.chain_seq = h.seq
                        where h.seq > 0 and (e.entry_hash is distinct from h.hash
                            or exists (select 1 from ledger.entry n where n.chain_id = h.chain_id and n.chain_seq > h.seq))
                        order by h.chain_id limit 1""").query((row, _) -> row.getString(1)).optional();
    }
}

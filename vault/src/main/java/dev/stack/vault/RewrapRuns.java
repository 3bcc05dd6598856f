// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.RandomText;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of runs of {@link Rewrap}, by whichever process: the ledger gets its entry from here. */
public final class RewrapRuns {

    private final JdbcClient jdbc;
    private final SecureRandom random;

    RewrapRuns(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /**
     * A run that came to its end.
     *
     * @param rewrapped data keys it wrapped anew, over all its starts
     */
    public record Ended(String id, String toKek, long rewrapped, Instant beganAt, Instant endedAt) {}

    /** Ended runs without an entry, oldest first. */
    public List<Ended> unrecorded() {
        return jdbc.sql("select id, to_kek, rewrapped, began_at, ended_at from vault.rewrap"
                        + " where ended_at is not null and not recorded order by ended_at limit 100")
                .query((row, _) -> new Ended(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    /** The entry is there. */
    public void recorded(String id) {
        jdbc.sql("update vault.rewrap set recorded = true where id = ?")
                .param(id)
                .update();
    }

    /** The run to that key that did not come to its end, or a new one. */
    String takeUp(String toKek, Instant now) {
        jdbc.sql("insert into vault.rewrap (id, to_kek, began_at) values (?, ?, ?) on conflict do nothing")
                .params("rw_" + RandomText.of(22, random), toKek, Timestamp.from(now))
                .update();
        return jdbc.sql("select id from vault.rewrap where to_kek = ? and ended_at is null")
                .param(toKek)
                .query(String.class)
                .single();
    }

    /** In the transaction that wraps them. */
    void count(String id, int more) {
        jdbc.sql("update vault.rewrap set rewrapped = rewrapped + ? where id = ?")
                .params(more, id)
                .update();
    }

    long rewrapped(String id) {
        return jdbc.sql("select rewrapped from vault.rewrap where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    void end(String id, Instant now) {
        jdbc.sql("update vault.rewrap set ended_at = ? where id = ? and ended_at is null")
                .params(Timestamp.from(now), id)
                .update();
    }
}

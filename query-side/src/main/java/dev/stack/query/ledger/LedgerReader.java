// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.ledger;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.ledger.Hash;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the ledger. Long answers come through a cursor of the server, in one snapshot, a few hundred rows at a time. */
@Component
public final class LedgerReader {

    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;

    public LedgerReader(DataSource database, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(database);
        this.jdbc.setFetchSize(FETCH);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Does {@code work} so that all it reads is of one moment, however much is appended meanwhile. */
    public <T> T inSnapshot(Supplier<T> work) {
        return snapshot.execute(_ -> work.get());
    }

    /** The entries {@code where} tells, which starts after the keyword and may end in an order and a limit. */
    public List<StoredEntry> entries(String where, List<Object> arguments) {
        return jdbc.query(
                "select * from ledger.entry where " + where, (row, _) -> StoredEntry.of(row), arguments.toArray());
    }

    /** The same one by one, never all in memory; only in a snapshot. */
    public void stream(String where, List<Object> arguments, Consumer<StoredEntry> consumer) {
        RowCallbackHandler each = row -> consumer.accept(StoredEntry.of(row));
        jdbc.query("select * from ledger.entry where " + where, each, arguments.toArray());
    }

    /** The numbers in the first row that {@code select} finds; empty when it finds none. */
    public List<Long> numbers(String select, List<Object> arguments) {
        return jdbc.query(
                select,
                rows -> {
                    var numbers = new ArrayList<Long>();
                    if (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            numbers.add(rows.getLong(i));
                        }
                    }
                    return numbers;
                },
                arguments.toArray());
    }

    /** The last entry of a chain. */
    public Optional<StoredEntry> last(OperatorId chain) {
        return entries("chain_id = ? order by chain_seq desc limit 1", List.of(chain.value())).stream()
                .findFirst();
    }

    /** Where the appender says that a chain ends. */
    public Head head(OperatorId chain) {
        return jdbc
                .query(
                        "select seq, hash from ledger.chain_head where chain_id = ?",
                        (row, _) -> new Head(row.getLong("seq"), Hash.of(row.getBytes("hash"))),
                        chain.value())
                .stream()
                .findFirst()
                .orElse(new Head(0, Hash.ZERO));
    }

    /** The audit rows of a mission, oldest first, at most {@code limit}. */
    public List<JsonObject> ofMission(OperatorId chain, MissionId mission, int limit) {
        List<Object> arguments = List.of(chain.value(), mission.value(), limit);
        return entries("chain_id = ? and mission_id = ? order by chain_seq limit ?", arguments).stream()
                .map(AuditRow::of)
                .toList();
    }

    /** The end of a chain: how many entries, and the hash of the last. */
    public record Head(long seq, Hash hash) {}
}

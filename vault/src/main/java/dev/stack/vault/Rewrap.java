// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Wraps every data key anew under another master key, while all are in use. Nothing that is sealed changes, so nothing is
 * unreadable at any moment. A data key changes only from what was read to what was made of it, in one statement, so runs
 * that are killed, repeated or started twice do no harm: what is left is what the next one finds.
 */
public final class Rewrap {

    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Keks keks;
    private final RewrapRuns runs;
    private final Clock clock;

    Rewrap(JdbcClient jdbc, TransactionOperations transaction, Keks keks, RewrapRuns runs, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keks = keks;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * A run as far as it has come.
     *
     * @param id of the run, kept when it is taken up again
     * @param toKek the key that wraps now
     * @param rewrapped data keys wrapped anew by it so far
     * @param left data keys still wrapped by another key
     */
    public record Progress(String id, String toKek, long rewrapped, long left) {}

    /** A data key as it was read. */
    record Row(String id, String operatorId, String purpose, String kekId, byte[] wrapped) {
        KeyPlace place() {
            return new KeyPlace(new OperatorId(operatorId), purpose, id);
        }
    }

    private record Anew(Row row, byte[] wrapped) {}

    /**
     * Wraps all data keys by the key of {@code provider}. Refuses with {@code UNAVAILABLE} when a key cannot be reached;
     * what was done until then stays done.
     *
     * @param told after each batch
     */
    public Progress run(KekProvider provider, Consumer<Progress> told) {
        Kek to = keks.of(provider)
                .orElseThrow(() -> Refusal.invalid("There is no master key of the provider " + provider.wire()
                        + " in the settings; for aws-kms set stack.vault.kms.key-id and stack.vault.kms.region."));
        String run = runs.takeUp(to.id(), clock.instant());
        String after = "";
        for (List<Row> batch = read(to, after); !batch.isEmpty(); batch = read(to, after)) {
            List<Anew> anew = new ArrayList<>(batch.size());
            batch.forEach(row -> anew.add(new Anew(row, rewrapped(row, to))));
            transaction.executeWithoutResult(_ -> write(run, anew, to));
            after = batch.getLast().id();
            told.accept(progress(run, to));
        }
        Instant end = clock.instant();
        runs.end(run, end);
        return progress(run, to);
    }

    private List<Row> read(Kek to, String after) {
        return jdbc.sql("select id, operator_id, purpose, kek_id, wrapped from vault.data_key"
                        + " where kek_id <> ? and id > ? order by id limit ?")
                .params(to.id(), after, BATCH)
                .query((row, _) -> new Row(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBytes(5)))
                .list();
    }

    private byte[] rewrapped(Row row, Kek to) {
        try (SecretBytes key = keks.named(row.kekId()).unwrap(row.wrapped(), row.place())) {
            return key.read(bytes -> to.wrap(bytes, row.place()));
        }
    }

    /** A key that was destroyed or wrapped anew by others meanwhile stays as it is. */
    private void write(String run, List<Anew> batch, Kek to) {
        int written = 0;
        for (Anew anew : batch) {
            written += jdbc.sql("update vault.data_key set kek_id = ?, wrapped = ?"
                            + " where id = ? and kek_id = ? and wrapped = ?")
                    .params(
                            to.id(),
                            anew.wrapped(),
                            anew.row().id(),
                            anew.row().kekId(),
                            anew.row().wrapped())
                    .update();
        }
        runs.count(run, written);
    }

    private Progress progress(String run, Kek to) {
        long left = jdbc.sql("select count(*) from vault.data_key where kek_id <> ?")
                .param(to.id())
                .query(Long.class)
                .single();
        return new Progress(run, to.id(), runs.rewrapped(run), left);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import dev.stack.command.ledger.Guard;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code command.idempotency}: first answers, kept for 24 hours by the database's clock. */
final class StoredAnswers {

    /** Also replaces an expired row; touches nothing when a live one is there, whoever wrote it. */
    private static final String INSERT = """
            insert into command.idempotency as old
                (operator_id, route, idempotency_key, request_digest, status, answer, expires_at)
            values (?, ?, ?, ?, ?, ?, now() + interval '24 hours')
            on conflict (operator_id, route, idempotency_key) do update
            set request_digest = excluded.request_digest, status = excluded.status,
                answer = excluded.answer, expires_at = excluded.expires_at
            where old.expires_at <= now()
            """;

    private static final String FIND = """
            select request_digest, status, answer from command.idempotency
            where operator_id = ? and route = ? and idempotency_key = ? and expires_at > now()
            """;

    private static final String SWEEP = """
            delete from command.idempotency where (operator_id, route, idempotency_key) in (
                select operator_id, route, idempotency_key from command.idempotency
                where expires_at <= now() order by expires_at limit ? for update skip locked)
            """;

    private final JdbcClient jdbc;
    private final AnswerSealer sealer;
    private final AnswerRenderer renderer;

    StoredAnswers(JdbcClient jdbc, AnswerSealer sealer, AnswerRenderer renderer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.renderer = renderer;
    }

    @SuppressWarnings("ArrayRecordComponent") // a row
    private record Row(byte[] request, int status, byte[] answer) {}

    /** The first answer to this request, or a refusal when another request used the key. */
    Optional<StoredAnswer> find(IdempotencyKey key) {
        return jdbc.sql(FIND)
                .params(key.operator().value(), key.route(), key.key())
                .query((row, _) -> new Row(row.getBytes(1), row.getInt(2), row.getBytes(3)))
                .optional()
                .map(row -> {
                    if (!key.request().isOf(row.request())) {
                        throw usedForAnother(key);
                    }
                    return new StoredAnswer(row.status(), sealer.unseal(key.operator(), row.answer()));
                });
    }

    /** Writes the answer together with the events of its command, or stops them all. */
    Guard guard(IdempotencyKey key, @Nullable Object result) {
        return new Guard(INSERT, Arrays.asList(row(key, result)), KeyTaken::new);
    }

    /** Writes the answer of a command that appended nothing. */
    void put(IdempotencyKey key, @Nullable Object result) {
        if (jdbc.sql(INSERT).params(row(key, result)).update() == 0) {
            throw new KeyTaken();
        }
    }

    /** Deletes at most {@code rowsMax} expired rows; returns how many there were. */
    int sweep(int rowsMax) {
        return jdbc.sql(SWEEP).param(rowsMax).update();
    }

    private Object[] row(IdempotencyKey key, @Nullable Object result) {
        byte[] sealed = sealer.seal(key.operator(), renderer.render(result));
        return new Object[] {
            key.operator().value(), key.route(), key.key(), key.request().bytes(), key.status(), sealed
        };
    }

    private static Refusal usedForAnother(IdempotencyKey key) {
        return new Refusal(
                ErrorCode.CONFLICT,
                "Idempotency key " + key.key() + " was used for another request. Send a new key for a new request.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.call.Operation;
import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.call.OperationClaim;
import dev.stack.command.call.CallCommand.EndCall;
import dev.stack.command.idempotency.AnswerSealer;
import dev.stack.command.ledger.Guard;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.CallEvent.CallEnded;
import dev.stack.events.CallEvent.CallStreamed;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.ledger.Hash;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code command.operation}: calls by the name their caller gave them, kept for 24 hours. */
@Component
final class Operations {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int SWEPT_AT_ONCE = 1_000;

    /** An expired row gives way, and one whose call never left; a live one, whoever wrote it, refuses. */
    private static final String CLAIM = """
            INSERT INTO command.operation AS old (agent_id, operation_id, operator_id, call_id, request_digest, provider,
                method, created_at, lease_until, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (agent_id, operation_id) DO UPDATE SET operator_id = excluded.operator_id,
                call_id = excluded.call_id, request_digest = excluded.request_digest, provider = excluded.provider,
                method = excluded.method, created_at = excluded.created_at, lease_until = excluded.lease_until,
                dispatched_at = NULL, ended_at = NULL, answered = false, released = false, redacted = false,
                status = NULL, answer = NULL, expires_at = excluded.expires_at
            WHERE old.expires_at <= excluded.created_at OR old.released""";

    private static final String END = """
            UPDATE command.operation SET ended_at = ?, answered = ?, released = ?, redacted = ?, status = ?, answer = ?
            WHERE agent_id = ? AND operation_id = ? AND call_id = ?""";

    private final JdbcClient jdbc;
    private final AnswerSealer sealer;
    private final Clock clock;

    Operations(JdbcClient jdbc, AnswerSealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.clock = clock;
    }

    Guard claim(CallAdmitted call, OperationClaim claim, Instant now) {
        return Guard.require(
                () -> taken(claim.id()),
                CLAIM,
                call.agent().value(),
                claim.id(),
                call.operator().value(),
                call.call().value(),
                claim.request().bytes(),
                call.provider(),
                call.method(),
                utc(now),
                utc(now.plus(claim.lease())),
                utc(now.plus(KEPT)));
    }

    /** Without an answer from the service the call is over as well: what its caller was told is its outcome. */
    Guard end(EndCall command, String operation, Instant now) {
        CallEnded end = command.end();
        RecordedAnswer answer = command.answer();
        boolean streamed = end.streamed();
        return Guard.write(
                END,
                streamed ? null : utc(now),
                end.status() != null,
                command.released(),
                end.redacted(),
                answer == null ? null : answer.status(),
                answer == null ? null : sealer.seal(end.operator(), answer.body()),
                end.agent().value(),
                operation,
                end.call().value());
    }

    Guard endStream(CallStreamed end, String operation, Instant now) {
        return Guard.write(
                "UPDATE command.operation SET ended_at = ?, redacted = ? WHERE agent_id = ? AND operation_id = ?"
                        + " AND call_id = ?",
                utc(now),
                end.redacted(),
                end.agent().value(),
                operation,
                end.call().value());
    }

    void dispatched(AgentId agent, String operation) {
        jdbc.sql("UPDATE command.operation SET dispatched_at = ? WHERE agent_id = ? AND operation_id = ?")
                .params(utc(clock.instant()), agent.value(), operation)
                .update();
    }

    void extend(CallId call, AgentId agent, String operation, Duration lease) {
        jdbc.sql("UPDATE command.operation SET lease_until = ?"
                        + " WHERE agent_id = ? AND operation_id = ? AND call_id = ?")
                .params(utc(clock.instant().plus(lease)), agent.value(), operation, call.value())
                .update();
    }

    Optional<Operation> find(AgentId agent, String operation) {
        return jdbc.sql("SELECT * FROM command.operation WHERE agent_id = ? AND operation_id = ? AND expires_at > ?")
                .params(agent.value(), operation, utc(clock.instant()))
                .query((row, _) -> read(row))
                .optional();
    }

    /** Forgets names nobody may ask for any more, a bounded number at a time. */
    void forgetExpired() {
        jdbc.sql("""
                        DELETE FROM command.operation WHERE (agent_id, operation_id) IN (
                            SELECT agent_id, operation_id FROM command.operation WHERE expires_at <= ?
                            ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)""").params(utc(clock.instant()), SWEPT_AT_ONCE).update();
    }

    private Operation read(ResultSet row) throws SQLException {
        var operator = new OperatorId(row.getString("operator_id"));
        byte[] sealed = row.getBytes("answer");
        Optional<RecordedAnswer> answer = sealed == null
                ? Optional.empty()
                : Optional.of(new RecordedAnswer(row.getInt("status"), sealer.unseal(operator, sealed)));
        return new Operation(
                row.getString("operation_id"),
                new CallId(row.getString("call_id")),
                Hash.of(row.getBytes("request_digest")),
                row.getString("provider"),
                row.getString("method"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "lease_until").orElseThrow(),
                instant(row, "dispatched_at").orElse(null),
                instant(row, "ended_at").orElse(null),
                row.getBoolean("answered"),
                row.getBoolean("released"),
                row.getBoolean("redacted"),
                answer);
    }

    private static Refusal taken(String operation) {
        return new Refusal(
                ErrorCode.CONFLICT,
                "A call under the operation id " + operation
                        + " is under way. Send the same request again soon to get its answer.",
                Map.of("retry_after_seconds", JsonNumber.of(1)));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

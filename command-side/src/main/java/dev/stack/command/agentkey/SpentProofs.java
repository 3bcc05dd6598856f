// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees to it that what an agent signs for one request counts once, in all processes together: the database arbitrates, and
 * when it cannot be asked nothing counts. That the key is live is looked up in the same statement.
 */
@Component
class SpentProofs {

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private static final String SPEND = """
            WITH used_key AS (SELECT operator_id, last_used_at FROM command.agent_key
                WHERE agent_id = ? AND thumbprint = ?),
            spent AS (INSERT INTO command.spent_proof (proof_hash, forgettable_at) SELECT ?, ? FROM used_key
                ON CONFLICT DO NOTHING RETURNING 1),
            noted AS (UPDATE command.agent_key SET last_used_at = ? WHERE agent_id = ? AND thumbprint = ?
                AND (last_used_at IS NULL OR last_used_at < ?) AND EXISTS (SELECT 1 FROM spent) RETURNING 1)
            SELECT (SELECT operator_id FROM used_key) AS operator_id, EXISTS (SELECT 1 FROM spent) AS first""";

    private final JdbcClient jdbc;
    private final AgentKeyProperties properties;
    private final Clock clock;
    private Instant minuteBegan = Instant.EPOCH;
    private int inThisMinute;

    SpentProofs(JdbcClient jdbc, AgentKeyProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** The kinds of text; the same id in two kinds is no repetition. */
    enum Kind {
        AGENT_TOKEN,
        POSSESSION_PROOF
    }

    /** What became of a text. */
    sealed interface Spending {

        /** It counts, now and never again. */
        record First(OperatorId operator) implements Spending {}

        /** It counted before. */
        record Again() implements Spending {}

        /** The agent has no such key, or not any more. */
        record NoSuchKey() implements Spending {}
    }

    /**
     * Uses a text up.
     *
     * @param jti what tells it from every other text of that kind and key
     * @param forgettableAt when it would be refused for its age alone
     */
    Spending spend(Kind kind, AgentId agent, String thumbprint, String jti, Instant forgettableAt) {
        Instant now = clock.instant();
        requireRoom(now);
        return jdbc.sql(SPEND)
                .params(
                        agent.value(),
                        thumbprint,
                        sha256(kind + " " + agent + " " + thumbprint + " " + jti),
                        forgettableAt.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC),
                        agent.value(),
                        thumbprint,
                        now.minus(USE_NOTED_EVERY).atOffset(ZoneOffset.UTC))
                .query((row, _) -> spending(row.getString("operator_id"), row.getBoolean("first")))
                .single();
    }

    /** Forgets what is too old to be taken anyway. */
    void forgetOld() {
        jdbc.sql("DELETE FROM command.spent_proof WHERE forgettable_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private synchronized void requireRoom(Instant now) {
        if (Duration.between(minuteBegan, now).compareTo(Duration.ofMinutes(1)) >= 0) {
            minuteBegan = now;
            inThisMinute = 0;
        }
        if (inThisMinute >= properties.proofsPerMinute()) {
            throw new Refusal(
                    ErrorCode.UNAVAILABLE,
                    "More requests signed by agents arrive than can be remembered. Try again in a minute.",
                    Map.of("part", new JsonString("replay")));
        }
        inThisMinute++;
    }

    private static Spending spending(@Nullable String operator, boolean first) {
        if (operator == null) {
            return new Spending.NoSuchKey();
        }
        return first ? new Spending.First(new OperatorId(Objects.requireNonNull(operator))) : new Spending.Again();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

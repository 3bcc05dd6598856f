// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.agentkey.SpentProofs.Kind;
import dev.stack.command.agentkey.SpentProofs.Spending;
import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an agent signed counts once, whichever process it comes to. */
class SpentProofsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final AgentId AGENT = new AgentId("agt_1");
    private static final Spending FIRST = new Spending.First(new OperatorId("op_1"));

    private final SpentProofs proofs = at(NOON, 100);

    @BeforeAll
    static void enrol() {
        for (String agent : List.of("agt_1", "agt_2")) {
            DATABASE.sql()
                    .sql("insert into command.agent_key (agent_id, thumbprint, operator_id, public_key, enrolled_at)"
                            + " values (?, 'key', 'op_1', ?, now())")
                    .params(agent, new byte[32])
                    .update();
        }
    }

    @Test
    void a_text_counts_once() {
        assertThat(spend(proofs, "once")).isEqualTo(FIRST);
        assertThat(spend(proofs, "once")).isEqualTo(new Spending.Again());
        assertThat(spend(at(NOON, 100), "once")).as("another process").isEqualTo(new Spending.Again());
        assertThat(spend(proofs, "twice")).isEqualTo(FIRST);
    }

    @Test
    void of_many_at_once_one_counts() {
        List<Spending> spent = IntStream.range(0, 16)
                .parallel()
                .mapToObj(_ -> spend(at(NOON, 100), "race"))
                .toList();
        assertThat(spent).containsOnlyOnce(FIRST);
    }

    @Test
    void another_kind_or_another_agent_is_another_text() {
        assertThat(spend(proofs, "same")).isEqualTo(FIRST);
        assertThat(proofs.spend(Kind.POSSESSION_PROOF, AGENT, "key", "same", NOON))
                .isEqualTo(FIRST);
        assertThat(proofs.spend(Kind.AGENT_TOKEN, new AgentId("agt_2"), "key", "same", NOON))
                .isEqualTo(FIRST);
    }

    @Test
    void without_a_live_key_nothing_counts_and_nothing_is_kept() {
        assertThat(proofs.spend(Kind.AGENT_TOKEN, AGENT, "ended", "x", NOON)).isEqualTo(new Spending.NoSuchKey());
        assertThat(proofs.spend(Kind.AGENT_TOKEN, new AgentId("agt_3"), "key", "x", NOON))
                .isEqualTo(new Spending.NoSuchKey());
    }

    @Test
    void more_than_can_be_remembered_is_refused_until_the_minute_is_over() {
        var busy = at(NOON, 2);
        spend(busy, "a");
        spend(busy, "b");
        Refusal refused = catchThrowableOfType(Refusal.class, () -> spend(busy, "c"));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void what_is_too_old_to_be_taken_is_forgotten_and_nothing_else() {
        proofs.spend(Kind.AGENT_TOKEN, AGENT, "key", "kept", NOON.plusSeconds(90));
        proofs.spend(Kind.AGENT_TOKEN, AGENT, "key", "old", NOON.plusSeconds(30));
        at(NOON.plus(Duration.ofMinutes(1)), 100).forgetOld();
        assertThat(proofs.spend(Kind.AGENT_TOKEN, AGENT, "key", "kept", NOON)).isEqualTo(new Spending.Again());
        assertThat(proofs.spend(Kind.AGENT_TOKEN, AGENT, "key", "old", NOON)).isEqualTo(FIRST);
    }

    private static Spending spend(SpentProofs proofs, String jti) {
        return proofs.spend(Kind.AGENT_TOKEN, AGENT, "key", jti, NOON.plusSeconds(90));
    }

    private static SpentProofs at(Instant now, int proofsPerMinute) {
        return new SpentProofs(
                JdbcClient.create(DATABASE.app()),
                new AgentKeyProperties(null, proofsPerMinute),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.ledger.Guard;
import dev.stack.passport.Base64Url;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Texts that are signed with a key to show that whoever enrols it has it: good once, for one agent and one caller. */
@Component
class EnrolmentChallenges {

    private static final Duration LIFE = Duration.ofSeconds(300);
    private static final int BYTES = 32;

    /** Waiting for an answer at once, of one agent; the oldest gives way. */
    private static final int WAITING_MAX = 16;

    private final JdbcClient jdbc;
    private final SecureRandom random;
    private final Clock clock;

    EnrolmentChallenges(JdbcClient jdbc, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.random = random;
        this.clock = clock;
    }

    /** A challenge, as it is sent. */
    record Challenge(String challenge, String challengeId, Instant expiresAt) {}

    Challenge make(AgentId agent, Caller caller) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var made = new Challenge(
                Base64Url.encode(bytes),
                Id.mint("ech_", random),
                clock.instant().plus(LIFE));
        jdbc.sql("""
                        INSERT INTO command.enrolment_challenge (challenge_id, agent_id, caller, challenge, expires_at)
                        VALUES (?, ?, ?, ?, ?)""")
                .params(
                        made.challengeId(),
                        agent.value(),
                        name(caller),
                        made.challenge(),
                        made.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        DELETE FROM command.enrolment_challenge WHERE agent_id = ? AND challenge_id NOT IN
                            (SELECT challenge_id FROM command.enrolment_challenge WHERE agent_id = ?
                            ORDER BY expires_at DESC LIMIT ?)""").params(agent.value(), agent.value(), WAITING_MAX).update();
        return made;
    }

    /** The text that waits to be signed, for that agent and that caller alone. */
    String waiting(String id, AgentId agent, Caller caller) {
        return jdbc.sql("SELECT challenge FROM command.enrolment_challenge"
                        + " WHERE challenge_id = ? AND agent_id = ? AND caller = ? AND expires_at > ?")
                .params(id, agent.value(), name(caller), clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional()
                .orElseThrow(EnrolmentChallenges::over);
    }

    /** Uses it up, in the transaction that enrols the key. */
    Guard use(String id) {
        return Guard.require(
                EnrolmentChallenges::over, "DELETE FROM command.enrolment_challenge WHERE challenge_id = ?", id);
    }

    /** Forgets those that are too old to be answered. */
    void forgetExpired() {
        jdbc.sql("DELETE FROM command.enrolment_challenge WHERE expires_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String name(Caller caller) {
        return caller.operator() + " " + caller.actor() + " "
                + caller.proof().kind().wire() + " " + caller.proof().reference();
    }

    private static Refusal over() {
        return new Refusal(
                ErrorCode.CONFLICT,
                "The enrolment challenge is not waiting: it was used, is older than " + LIFE.toSeconds()
                        + " s, or was made for another agent or caller. Ask for a new one.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.agent.Agent;
import dev.stack.command.decision.StateReader;
import dev.stack.command.ledger.Guard;
import dev.stack.events.AgentEvent;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tickets a person gives to a program so that it enrols a key of one agent: good for five minutes, one challenge and one
 * enrolment. Only the hash of a ticket is kept.
 */
@Component
public class EnrolmentTickets {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String PREFIX = "tkt_";

    /** 256 bits. */
    private static final int LENGTH = 43;

    private final JdbcClient jdbc;
    private final StateReader states;
    private final SecureRandom random;
    private final Clock clock;

    EnrolmentTickets(JdbcClient jdbc, StateReader states, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.states = states;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A ticket for one agent, {@code tkt_…}, from a caller who may change agents.
     *
     * @throws Refusal {@code NOT_FOUND} when the caller has no such agent; {@code FORBIDDEN} when it is suspended
     */
    public String issue(AgentId agent, Caller caller) {
        states.current(agent, AgentEvent.class, Agent::unborn, Agent::on)
                .filter(found -> found.isThereFor(caller))
                .orElseThrow(() -> Refusal.notFound("Agent", agent.value()))
                .requireActive();
        String ticket = PREFIX + RandomText.of(LENGTH, random);
        jdbc.sql("INSERT INTO command.enrolment_ticket (ticket_hash, operator_id, agent_id, actor, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?)")
                .params(
                        sha256(ticket),
                        caller.operator().value(),
                        agent.value(),
                        caller.actor(),
                        clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC))
                .update();
        return ticket;
    }

    /** Whoever gave the ticket with this SHA-256, acting through it. */
    public Optional<Caller> find(byte[] sha256) {
        return jdbc.sql("SELECT operator_id, agent_id, actor FROM command.enrolment_ticket"
                        + " WHERE ticket_hash = ? AND expires_at > ?")
                .params(sha256, clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Caller(
                        new OperatorId(row.getString("operator_id")),
                        Role.STANDARD,
                        row.getString("actor"),
                        CallerProof.ticket(
                                new AgentId(row.getString("agent_id")),
                                HexFormat.of().formatHex(sha256))))
                .optional();
    }

    /** Takes the one challenge of a ticket; refuses a second one, and another agent than the ticket's. */
    void challenge(AgentId agent, Caller caller) {
        if (!isTicket(caller)) {
            return;
        }
        requireFor(agent, caller);
        boolean first = jdbc.sql("UPDATE command.enrolment_ticket SET challenged = true"
                                + " WHERE ticket_hash = ? AND NOT challenged")
                        .param(hash(caller))
                        .update()
                == 1;
        if (!first) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "The enrolment ticket has had its challenge. Get a new ticket from /sdk-bootstrap.");
        }
    }

    /** Refuses a ticket that is another agent's. */
    static void requireFor(AgentId agent, Caller caller) {
        if (isTicket(caller) && !agent.equals(caller.proof().agent())) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN, "The enrolment ticket is for another agent. Get one for agent " + agent + ".");
        }
    }

    /** Uses the ticket up, in the transaction that enrols the key; nothing for another kind of caller. */
    Optional<Guard> use(Caller caller) {
        return isTicket(caller)
                ? Optional.of(Guard.require(
                        () -> new Refusal(
                                ErrorCode.CONFLICT,
                                "The enrolment ticket was used. Get a new one from /sdk-bootstrap."),
                        "DELETE FROM command.enrolment_ticket WHERE ticket_hash = ?",
                        hash(caller)))
                : Optional.empty();
    }

    /** Forgets those that are too old to be used. */
    void forgetExpired() {
        jdbc.sql("DELETE FROM command.enrolment_ticket WHERE expires_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static boolean isTicket(Caller caller) {
        return caller.proof().kind() == CallerProof.Kind.TICKET;
    }

    private static byte[] hash(Caller caller) {
        return HexFormat.of().parseHex(String.valueOf(caller.proof().reference()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends many passports at once, in the transaction of the command that asks for it. A passport that is issued meanwhile
 * cannot slip through: that none is left is checked again under the lock of the append, and if one is, the command is
 * tried again.
 */
@Component
public class Revocations {

    /** Most passports one command ends. */
    private static final int AT_ONCE_MAX = 10_000;

    private static final String LIVE = " AND NOT revoked AND expires_at > ?";

    private final JdbcClient jdbc;
    private final Repository<Passport> passports;
    private final PassportProperties properties;

    Revocations(JdbcClient jdbc, Repository<Passport> passports, PassportProperties properties) {
        this.jdbc = jdbc;
        this.passports = passports;
        this.properties = properties;
    }

    /** All of an agent's; how many there were. */
    public int ofAgent(OperatorId operator, AgentId agent, @Nullable String reason, Instant at) {
        return revoke(
                RevocationType.BULK_AGENT,
                reason,
                at,
                "operator_id = ? AND agent_id = ?",
                operator.value(),
                agent.value());
    }

    /** Those of an agent that carry a connection. */
    public int ofAgentOn(OperatorId operator, AgentId agent, ConnectionId connection, String reason, Instant at) {
        return revoke(
                RevocationType.SINGLE,
                reason,
                at,
                "operator_id = ? AND agent_id = ? AND ? = ANY (connections)",
                operator.value(),
                agent.value(),
                connection.value());
    }

    /** All that carry a connection. */
    public int ofConnection(OperatorId operator, ConnectionId connection, String reason, Instant at) {
        return revoke(
                RevocationType.SINGLE,
                reason,
                at,
                "operator_id = ? AND ? = ANY (connections)",
                operator.value(),
                connection.value());
    }

    /** All of a mission. */
    public int ofMission(OperatorId operator, MissionId mission, String reason, Instant at) {
        return revoke(
                RevocationType.BULK_MISSION,
                reason,
                at,
                "operator_id = ? AND mission_id = ?",
                operator.value(),
                mission.value());
    }

    /** All of a session. */
    int ofSession(OperatorId operator, SessionId session, @Nullable String reason, Instant at) {
        return revoke(
                RevocationType.BULK_SESSION,
                reason,
                at,
                "operator_id = ? AND session_id = ?",
                operator.value(),
                session.value());
    }

    /** All of an operator. */
    int ofOperator(OperatorId operator, @Nullable String reason, Instant at) {
        return revoke(RevocationType.BULK_OPERATOR, reason, at, "operator_id = ?", operator.value());
    }

    /** All of an operator that were issued with a key. */
    int signedWith(OperatorId operator, String kid, String reason, Instant at) {
        return revoke(RevocationType.SINGLE, reason, at, "operator_id = ? AND kid = ?", operator.value(), kid);
    }

    /** Expired ones count too while they could still be refreshed into life. */
    private int revoke(
            RevocationType type, @Nullable String reason, Instant at, String condition, Object... arguments) {
        Instant refreshable = at.minus(properties.refreshWindow());
        List<Object> parameters = new ArrayList<>(List.of(arguments));
        parameters.add(refreshable.atOffset(ZoneOffset.UTC));
        List<String> live = jdbc.sql("SELECT jti FROM command.passport WHERE " + condition + LIVE
                        + " ORDER BY jti LIMIT " + AT_ONCE_MAX)
                .params(parameters)
                .query((row, _) -> row.getString(1))
                .list();
        int revoked = 0;
        for (String jti : live) {
            revoked += passports.load(jti).invoke(passport -> passport.revoke(type, reason, at)) ? 1 : 0;
        }
        requireNoneLeft(condition, parameters, live);
        return revoked;
    }

    private static void requireNoneLeft(String condition, List<Object> parameters, List<String> revoked) {
        if (revoked.size() == AT_ONCE_MAX) {
            return; // more may be left on purpose: the caller repeats the call
        }
        List<Object> all = new ArrayList<>(parameters);
        all.add(String.join(" ", revoked));
        Guards.current()
                .add(new Guard(
                        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM command.passport WHERE " + condition + LIVE
                                + " AND jti <> ALL (string_to_array(?, ' ')))",
                        List.copyOf(all),
                        () -> new ConcurrencyException("a passport was issued while others were revoked")));
    }
}

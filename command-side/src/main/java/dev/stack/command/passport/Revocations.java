// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.events.Lineage;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.SessionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends passports, and with each all that were delegated from it or refreshed in its place, in the transaction of the
 * command that asks for it. A passport that is issued or delegated meanwhile cannot slip through: that none is left is
 * checked again under the lock of the append, and if one is, the command is tried again.
 */
@Component
public class Revocations {

    /** Most passports one command ends of those that were meant, and as many again of those they take along. */
    private static final int AT_ONCE_MAX = 10_000;

    private static final String FROM = " FROM command.passport passport WHERE ";

    /** Expired ones count too while they could still be refreshed into life. */
    private static final String LIVE = "NOT passport.revoked AND passport.expires_at > ?";

    private static final String KIN = "(passport.family = ANY (string_to_array(?, ' '))"
            + " OR passport.ancestors <> '{}' AND passport.ancestors && string_to_array(?, ' '))";

    private final JdbcClient jdbc;
    private final Repository<Passport> passports;
    private final PassportProperties properties;

    Revocations(JdbcClient jdbc, Repository<Passport> passports, PassportProperties properties) {
        this.jdbc = jdbc;
        this.passports = passports;
        this.properties = properties;
    }

    /**
     * What ended.
     *
     * @param count of those that were meant
     * @param cascaded those they took along, nearest first
     */
    public record Ended(int count, List<Jti> cascaded) {
        public Ended {
            cascaded = List.copyOf(cascaded);
        }

        /** All of them. */
        public int total() {
            return count + cascaded.size();
        }
    }

    /** All of an agent's. */
    public Ended ofAgent(OperatorId operator, AgentId agent, @Nullable String reason, Instant at) {
        return revoke(
                RevocationType.BULK_AGENT, reason, at, new Chosen("passport.agent_id = ?", operator, agent.value()));
    }

    /** Those of an agent that carry a connection. */
    public Ended ofAgentOn(OperatorId operator, AgentId agent, ConnectionId connection, String reason, Instant at) {
        return revoke(
                RevocationType.SINGLE,
                reason,
                at,
                new Chosen(
                        "passport.agent_id = ? AND ? = ANY (passport.connections)",
                        operator,
                        agent.value(),
                        connection.value()));
    }

    /** All that carry a connection. */
    public Ended ofConnection(OperatorId operator, ConnectionId connection, String reason, Instant at) {
        return revoke(
                RevocationType.SINGLE,
                reason,
                at,
                new Chosen("? = ANY (passport.connections)", operator, connection.value()));
    }

    /** All that carry an identity claim. */
    public Ended ofClaim(OperatorId operator, String claim, String reason, Instant at) {
        return revoke(
                RevocationType.BULK_CLAIM,
                reason,
                at,
                new Chosen("passport.claims <> '{}' AND passport.claims @> ARRAY[?::text]", operator, claim));
    }

    /** All of an agent that are bound to a key of its own. */
    public Ended boundTo(OperatorId operator, AgentId agent, String thumbprint, String reason, Instant at) {
        return revoke(
                RevocationType.SINGLE,
                reason,
                at,
                new Chosen("passport.agent_id = ? AND passport.confirmation = ?", operator, agent.value(), thumbprint));
    }

    /** All that a key signed. */
    public Ended ofKey(OperatorId operator, String kid, String reason, Instant at) {
        return revoke(RevocationType.SINGLE, reason, at, new Chosen("passport.kid = ?", operator, kid));
    }

    /** All of a mission. */
    public Ended ofMission(OperatorId operator, MissionId mission, String reason, Instant at) {
        return revoke(
                RevocationType.BULK_MISSION,
                reason,
                at,
                new Chosen("passport.mission_id = ?", operator, mission.value()));
    }

    /** All of a session. */
    Ended ofSession(OperatorId operator, SessionId session, @Nullable String reason, Instant at) {
        return revoke(
                RevocationType.BULK_SESSION,
                reason,
                at,
                new Chosen("passport.session_id = ?", operator, session.value()));
    }

    /** All of an operator. */
    Ended ofOperator(OperatorId operator, @Nullable String reason, Instant at) {
        return revoke(RevocationType.BULK_OPERATOR, reason, at, new Chosen("true", operator));
    }

    /** The kin of a passport that the command under way has ended itself; nothing if it has not. */
    public List<Jti> follow(Passport ended) {
        return ended.revocation()
                .map(end -> cascade(
                        end.type(),
                        end.reason(),
                        end.at(),
                        new Chosen(
                                "passport.jti = ?",
                                ended.operator(),
                                ended.jti().value()),
                        Map.of(ended.lineage().family(), ended.jti()),
                        List.of(ended.jti().value())))
                .orElse(List.of());
    }

    /** Which passports of an operator are meant. */
    private record Chosen(String condition, List<Object> arguments) {
        Chosen(String condition, OperatorId operator, Object... arguments) {
            this("passport.operator_id = ? AND " + condition, prepend(operator.value(), arguments));
        }

        private static List<Object> prepend(Object first, Object... rest) {
            List<Object> all = new ArrayList<>(List.of(first));
            all.addAll(Arrays.asList(rest));
            return all;
        }
    }

    private Ended revoke(RevocationType type, @Nullable String reason, Instant at, Chosen chosen) {
        Map<Jti, Jti> families = new LinkedHashMap<>();
        List<String> ended = new ArrayList<>();
        int count = 0;
        for (String jti : find(chosen.condition() + " AND " + LIVE, with(chosen.arguments(), since(at)))) {
            var passport = passports.load(jti);
            count += passport.invoke(state -> state.revoke(type, reason, at)) ? 1 : 0;
            families.putIfAbsent(passport.invoke(state -> state.lineage().family()), new Jti(jti));
            ended.add(jti);
        }
        return new Ended(count, cascade(type, reason, at, chosen, families, ended));
    }

    /**
     * Ends the kin of {@code families}.
     *
     * @param families of the passports that were meant, each with the one whose end the kin's record names
     * @param ended those that were meant
     */
    private List<Jti> cascade(
            RevocationType type,
            @Nullable String reason,
            Instant at,
            Chosen chosen,
            Map<Jti, Jti> families,
            List<String> ended) {
        String names =
                String.join(" ", families.keySet().stream().map(Jti::value).toList());
        List<String> all = new ArrayList<>(ended);
        List<Jti> taken = new ArrayList<>();
        for (String jti : find(
                KIN + " AND passport.jti <> ALL (string_to_array(?, ' ')) AND " + LIVE,
                List.of(names, names, String.join(" ", ended), since(at)))) {
            var passport = passports.load(jti);
            Jti from = passport.invoke(state -> nearest(state.lineage(), families));
            if (passport.invoke(state -> state.revoke(type, reason, from, at))) {
                taken.add(new Jti(jti));
            }
            all.add(jti);
        }
        if (ended.size() < AT_ONCE_MAX && taken.size() < AT_ONCE_MAX) { // else the caller repeats the call for the rest
            requireNoneLeft(chosen, names, all, at);
        }
        return taken;
    }

    private List<String> find(String condition, List<Object> arguments) {
        return jdbc.sql("SELECT passport.jti" + FROM + condition
                        + " ORDER BY cardinality(passport.ancestors), passport.jti LIMIT " + AT_ONCE_MAX)
                .params(arguments)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static Jti nearest(Lineage lineage, Map<Jti, Jti> families) {
        Jti sibling = families.get(lineage.family());
        if (sibling != null) {
            return sibling;
        }
        return lineage.ancestors().reversed().stream()
                .map(ancestor -> families.get(ancestor.family()))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("kin without a common family"));
    }

    private void requireNoneLeft(Chosen chosen, String families, List<String> ended, Instant at) {
        List<Object> arguments = with(chosen.arguments(), families, families, since(at), String.join(" ", ended));
        Guards.current()
                .add(new Guard(
                        "SELECT 1 WHERE NOT EXISTS (SELECT 1" + FROM + "(" + chosen.condition() + " OR " + KIN
                                + ") AND " + LIVE + " AND passport.jti <> ALL (string_to_array(?, ' ')))",
                        List.copyOf(arguments),
                        () -> new ConcurrencyException("a passport was issued while others were revoked")));
    }

    private Object since(Instant at) {
        return at.minus(properties.refreshWindow()).atOffset(ZoneOffset.UTC);
    }

    private static List<Object> with(List<Object> arguments, Object... more) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(Arrays.asList(more));
        return all;
    }
}

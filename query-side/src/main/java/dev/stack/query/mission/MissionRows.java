// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.mission;

import dev.stack.api.MissionAnswer;
import dev.stack.api.MissionAnswer.BoundPassport;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks missions up, always inside one operator. A mission past its deadline is over by the clock alone. */
@Component
final class MissionRows {

    private static final int PASSPORTS_MAX = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    MissionRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those in {@code status}, or all, of one agent, or of all; newest first. */
    List<MissionAnswer> list(OperatorId operator, Optional<AgentId> agent, Optional<MissionStatus> status, Page page) {
        List<Found> found = filtered(
                        "*", operator, agent, status, " order by created_at desc, mission_id desc limit ? offset ?")
                .params(page.limit(), page.offset())
                .query((row, _) -> found(new Columns(row)))
                .list();
        return answers(found);
    }

    long count(OperatorId operator, Optional<AgentId> agent, Optional<MissionStatus> status) {
        return filtered("count(*)", operator, agent, status, "")
                .query(Long.class)
                .single();
    }

    Optional<MissionAnswer> find(OperatorId operator, MissionId mission) {
        return jdbc
                .sql("select * from query.mission where mission_id = ? and operator_id = ?")
                .params(mission.value(), operator.value())
                .query((row, _) -> found(new Columns(row)))
                .list()
                .stream()
                .flatMap(found -> answers(List.of(found)).stream())
                .findFirst();
    }

    private JdbcClient.StatementSpec filtered(
            String what, OperatorId operator, Optional<AgentId> agent, Optional<MissionStatus> status, String tail) {
        String sql = "select " + what + " from query.mission where operator_id = ?"
                + agent.map(_ -> " and agent_id = ?").orElse("")
                + status.map(MissionRows::condition).orElse("") + tail;
        var arguments = new ArrayList<Object>();
        arguments.add(operator.value());
        agent.map(AgentId::value).ifPresent(arguments::add);
        if (status.filter(MissionRows::byTheClock).isPresent()) {
            arguments.add(clock.instant().atOffset(ZoneOffset.UTC));
        }
        return jdbc.sql(sql).params(arguments);
    }

    private static String condition(MissionStatus status) {
        return switch (status) {
            case ACTIVE -> " and status = 'active' and expires_at > ?";
            case EXPIRED -> " and (status = 'expired' or (status = 'active' and expires_at <= ?))";
            case COMPLETED -> " and status = 'completed'";
            case REVOKED -> " and status = 'revoked'";
        };
    }

    private static boolean byTheClock(MissionStatus status) {
        return status == MissionStatus.ACTIVE || status == MissionStatus.EXPIRED;
    }

    private Found found(Columns columns) throws SQLException {
        MissionStatus status = MissionStatus.fromWire("status", columns.text("status"));
        Instant deadline = columns.time("expires_at");
        boolean over = status == MissionStatus.ACTIVE && !deadline.isAfter(clock.instant());
        String agent = columns.textOrNull("agent_id");
        return new Found(
                new MissionId(columns.text("mission_id")),
                new OperatorId(columns.text("operator_id")),
                agent == null ? null : new AgentId(agent),
                over ? MissionStatus.EXPIRED : status,
                over ? "expired" : columns.textOrNull("terminal_state"),
                columns.textOrNull("intent_summary"),
                columns.textsOrNull("intent_services"),
                columns.object("declared"),
                columns.bool("implicit"),
                columns.objectOrNull("output"),
                deadline,
                columns.time("created_at"),
                over ? deadline : columns.timeOrNull("ended_at"));
    }

    private List<MissionAnswer> answers(List<Found> found) {
        Map<MissionId, List<BoundPassport>> passports =
                passports(found.stream().map(Found::mission).toList());
        Map<MissionId, Map<String, Long>> calls =
                calls(found.stream().map(Found::mission).toList());
        return found.stream()
                .map(mission -> mission.answer(
                        passports.getOrDefault(mission.mission(), List.of()),
                        calls.getOrDefault(mission.mission(), Map.of())))
                .toList();
    }

    /** How many calls of each mission went to each provider. */
    private Map<MissionId, Map<String, Long>> calls(List<MissionId> missions) {
        Map<MissionId, Map<String, Long>> calls = new HashMap<>();
        jdbc.sql("select mission_id, provider, calls from query.mission_call_count where mission_id = any (?::text[])")
                .param(missions.stream().map(MissionId::value).toArray(String[]::new))
                .query((row, _) -> calls.computeIfAbsent(new MissionId(row.getString(1)), _ -> new HashMap<>())
                        .put(row.getString(2), row.getLong(3)))
                .list();
        return calls;
    }

    /** The newest passports of each mission, oldest of them first. */
    private Map<MissionId, List<BoundPassport>> passports(List<MissionId> missions) {
        Map<MissionId, List<BoundPassport>> passports = new HashMap<>();
        jdbc.sql("""
                        select bound.* from unnest(?::text[]) as wanted (id)
                        cross join lateral (select * from query.mission_passport where mission_id = wanted.id
                            order by issued_at desc, jti desc limit ?) as bound
                        order by issued_at, jti""")
                .params(missions.stream().map(MissionId::value).toArray(String[]::new), PASSPORTS_MAX)
                .query((row, _) -> passports
                        .computeIfAbsent(new MissionId(row.getString("mission_id")), _ -> new ArrayList<>())
                        .add(passport(new Columns(row))))
                .list();
        return passports;
    }

    private static BoundPassport passport(Columns columns) throws SQLException {
        return new BoundPassport(
                new Jti(columns.text("jti")), new AgentId(columns.text("agent_id")), columns.time("expires_at"));
    }

    private record Found(
            MissionId mission,
            OperatorId operator,
            @Nullable AgentId agent,
            MissionStatus status,
            @Nullable String terminalState,
            @Nullable String intentSummary,
            @Nullable List<String> intentServices,
            JsonObject declared,
            boolean implicit,
            @Nullable JsonObject output,
            Instant expiresAt,
            Instant createdAt,
            @Nullable Instant endedAt) {

        MissionAnswer answer(List<BoundPassport> passports, Map<String, Long> calls) {
            return new MissionAnswer(
                    mission,
                    operator,
                    agent,
                    status,
                    terminalState,
                    intentSummary,
                    intentServices,
                    declared,
                    CapUsage.of(declared, calls),
                    implicit,
                    output,
                    passports,
                    expiresAt,
                    createdAt,
                    endedAt);
        }
    }
}

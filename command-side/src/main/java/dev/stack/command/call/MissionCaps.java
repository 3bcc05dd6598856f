// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.DomainEvent;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The caps of missions on calls, counted in the transaction of the entry that admits the call. */
@Component
final class MissionCaps implements Lookup {

    private static final String ACTIONS = "max_actions";
    private static final String ACTIONS_PER_SERVICE = "max_actions_per_service";
    private static final String ALL = "";
    private static final String OF_CALL = " WHERE mission_id = ? AND provider IN ('', ?)";

    private final JdbcClient jdbc;

    MissionCaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What happens at the limit. */
    enum Behavior {
        BLOCK,
        NOTIFY,
        REVOKE;

        /** Unknown words block. */
        static Behavior of(String word) {
            return switch (word) {
                case "notify" -> NOTIFY;
                case "revoke" -> REVOKE;
                default -> BLOCK;
            };
        }
    }

    /** A cap that has no room for one more call. */
    record Full(String cap, String provider, long limit, long used, Behavior behavior) {

        Refusal refusal() {
            String over = provider.isEmpty() ? "" : " for " + provider;
            return new Refusal(
                    ErrorCode.MISSION_CAP_EXCEEDED,
                    "The mission's cap " + cap + over + " of " + limit
                            + " is used up; nothing was sent. Open a mission with a higher cap for more work.",
                    Map.of(
                            "cap", new JsonString(cap),
                            "limit", JsonNumber.of(limit),
                            "used", JsonNumber.of(used)));
        }
    }

    @Override
    public List<Guard> on(DomainEvent event) {
        return event instanceof MissionOpened opened ? open(opened) : List.of();
    }

    /** The guards that count a call: all of its caps have room, or nothing is counted. */
    List<Guard> count(CallAdmitted call) {
        Object[] places = {call.mission().value(), call.provider()};
        return List.of(
                Guard.require(
                        MissionCaps::full,
                        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM command.mission_cap" + OF_CALL
                                + " AND used >= cap_limit AND behavior <> 'notify')",
                        places),
                Guard.write("UPDATE command.mission_cap SET used = used + 1" + OF_CALL, places));
    }

    /** The first full cap that such a call would meet. */
    Optional<Full> full(MissionId mission, String provider) {
        return jdbc
                .sql("SELECT cap, provider, cap_limit, used, behavior FROM command.mission_cap" + OF_CALL
                        + " AND used >= cap_limit ORDER BY behavior = 'notify', cap")
                .params(mission.value(), provider)
                .query((row, _) -> new Full(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        Behavior.of(row.getString(5))))
                .list()
                .stream()
                .findFirst();
    }

    private static List<Guard> open(MissionOpened opened) {
        JsonObject declared = opened.terms().declared();
        List<Guard> caps = new ArrayList<>();
        limit(declared, ACTIONS).ifPresent(limit -> caps.add(insert(opened, ACTIONS, ALL, limit)));
        if (declared.get(ACTIONS_PER_SERVICE).orElse(null) instanceof JsonObject perService) {
            perService.members().keySet().forEach(provider -> limit(perService, provider)
                    .ifPresent(limit -> caps.add(insert(opened, ACTIONS_PER_SERVICE, provider, limit))));
        }
        return caps;
    }

    private static Guard insert(MissionOpened opened, String cap, String provider, long limit) {
        String word = Members.of(opened.terms().declared())
                .object("cap_behavior")
                .map(Members::asObject)
                .flatMap(behaviors -> behaviors.get(cap))
                .map(value -> value instanceof JsonString(String text) ? text : "")
                .orElse("");
        return Guard.write(
                "INSERT INTO command.mission_cap (mission_id, cap, provider, cap_limit, behavior)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                opened.mission().value(),
                cap,
                provider,
                limit,
                Behavior.of(word).name().toLowerCase(Locale.ROOT));
    }

    private static Optional<Long> limit(JsonObject members, String name) {
        return members.get(name)
                .flatMap(value -> value instanceof JsonNumber number ? number.asLong() : Optional.empty());
    }

    /** Seen only by a call that lost the last place to another at the same moment. */
    private static Refusal full() {
        return new Refusal(
                ErrorCode.MISSION_CAP_EXCEEDED,
                "A cap of the mission is used up; nothing was sent. Open a mission with a higher cap for more work.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.revocation.Revocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what outside listeners are told: one notice for all that one command revoked. */
@Component
final class Notices {

    private static final String ROWS = """
            SELECT r.seq, r.operator_id, r.kind, r.subject, r.at, coalesce(r.type, r.kind), r.reason, r.cascaded_from,
                p.agent_id, p.session_id, p.mission_id
            FROM command.revocation r LEFT JOIN command.passport p ON p.jti = r.subject
            WHERE r.seq > ? AND r.seq <= ? ORDER BY r.seq""";

    private static final Map<String, String> SELECTORS =
            Map.of("bulk_agent", "agent_id", "bulk_session", "session_id", "bulk_mission", "mission_id");

    private final JdbcClient jdbc;

    Notices(RevocationDatabase database) {
        this.jdbc = database.jdbc();
    }

    /** The notices of those entries, which are numbered after {@code from} up to {@code to}, as JSON. */
    List<String> of(long from, long to, List<Revocation> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Set<Long> ours = entries.stream().map(Revocation::seq).collect(Collectors.toSet());
        Map<String, List<Row>> commands = new LinkedHashMap<>();
        jdbc.sql(ROWS).params(from, to).query((row, _) -> Row.read(row)).list().stream()
                .filter(row -> ours.contains(row.seq()))
                .forEach(row -> commands.computeIfAbsent(row.command(), _ -> new ArrayList<>())
                        .add(row));
        return commands.values().stream().map(Notices::notice).toList();
    }

    private static String notice(Collection<Row> rows) {
        Row first = rows.stream()
                .filter(row -> row.cascadedFrom() == null)
                .findFirst()
                .orElse(rows.iterator().next());
        List<String> cascaded = rows.stream()
                .filter(row -> row.cascadedFrom() != null)
                .map(Row::subject)
                .toList();
        Map<String, JsonValue> notice = new LinkedHashMap<>();
        notice.put("type", new JsonString(first.type()));
        notice.put("operator_id", new JsonString(first.operator()));
        if (first.type().equals("single")) {
            notice.put("jti", new JsonString(first.subject()));
            notice.put(
                    "cascaded",
                    new JsonArray(
                            cascaded.stream().<JsonValue>map(JsonString::new).toList()));
        } else if (first.kind().equals("passport")) {
            first.selector().forEach((name, id) -> notice.put(name, new JsonString(id)));
            notice.put("revoked_count", JsonNumber.of(rows.size() - cascaded.size()));
            notice.put("cascaded_count", JsonNumber.of(cascaded.size()));
        }
        notice.put("reason", first.reason() == null ? JsonValue.NULL : new JsonString(first.reason()));
        notice.put("at", JsonNumber.of(first.atMillis()));
        return JsonText.write(new JsonObject(notice));
    }

    /** An entry, with whom it is about. */
    private record Row(
            long seq,
            String operator,
            String kind,
            String subject,
            long atMillis,
            String type,
            @Nullable String reason,
            @Nullable String cascadedFrom,
            Map<String, String> selector) {

        static Row read(ResultSet row) throws SQLException {
            String type = Objects.requireNonNull(row.getString(6));
            Map<String, String> selector = new LinkedHashMap<>();
            String name = SELECTORS.get(type);
            if (name != null && row.getString(name) != null) {
                selector.put(name, row.getString(name));
            }
            return new Row(
                    row.getLong(1),
                    Objects.requireNonNull(row.getString(2)),
                    Objects.requireNonNull(row.getString(3)),
                    Objects.requireNonNull(row.getString(4)),
                    row.getObject(5, OffsetDateTime.class).toInstant().toEpochMilli(),
                    type,
                    row.getString(7),
                    row.getString(8),
                    selector);
        }

        /** What one command revoked has the same moment, and where it was one passport, that one's name. */
        String command() {
            String what = type.equals("single") ? Objects.requireNonNullElse(cascadedFrom, subject) : "";
            return String.join(" ", operator, type, Long.toString(atMillis), what);
        }
    }
}

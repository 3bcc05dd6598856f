// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which entries are asked for: the times bound the walk, the columns pick from it. */
record AuditFilter(Optional<Instant> from, Optional<Instant> to, Map<String, String> columns) {

    static final AuditFilter ALL = new AuditFilter(Optional.empty(), Optional.empty(), Map.of());

    static AuditFilter of(
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> agent,
            Optional<String> passport,
            Optional<String> layer,
            Optional<String> action) {
        Map<String, String> columns = new LinkedHashMap<>();
        agent.ifPresent(id -> columns.put("agent_id", id));
        passport.ifPresent(id -> columns.put("passport_jti", id));
        layer.ifPresent(
                name -> columns.put("layer", Layer.fromWire("layer", name).wire()));
        action.ifPresent(name -> columns.put("action", name));
        return new AuditFilter(from, to, columns);
    }

    /** The condition on the columns, to be put after others. */
    String condition() {
        var sql = new StringBuilder();
        columns.keySet().forEach(column -> sql.append(" and ").append(column).append(" = ?"));
        return sql.toString();
    }

    /** {@code before}, then the values of {@link #condition()}, then {@code after}. */
    List<Object> arguments(List<Object> before, Object... after) {
        var arguments = new ArrayList<>(before);
        arguments.addAll(columns.values());
        arguments.addAll(List.of(after));
        return arguments;
    }

    /** The same text for the same filter, and for no other. */
    String canonical() {
        var parts = new ArrayList<JsonValue>();
        parts.add(new JsonString(from.map(Instant::toString).orElse("")));
        parts.add(new JsonString(to.map(Instant::toString).orElse("")));
        columns.forEach((column, value) -> {
            parts.add(new JsonString(column));
            parts.add(new JsonString(value));
        });
        return new JsonArray(parts).toString();
    }
}

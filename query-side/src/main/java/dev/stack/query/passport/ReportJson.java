// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.events.CheckpointDelta;
import dev.stack.events.Report;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Flag;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports, deltas and flags as they are shown, and so as they are kept. */
final class ReportJson {

    private ReportJson() {}

    static JsonObject of(Report report) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("services_used", texts(report.servicesUsed()));
        members.put("actions_count", JsonNumber.of(report.actionsCount()));
        members.put("summary", report.summary() == null ? JsonValue.NULL : new JsonString(report.summary()));
        members.put("delegated_to", texts(report.delegatedTo()));
        members.put("tool_calls", new JsonArray(List.copyOf(report.toolCalls())));
        return new JsonObject(members);
    }

    static JsonObject of(CheckpointDelta delta) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("credentials", texts(delta.credentials()));
        members.put("services", texts(delta.services()));
        members.put("calls", JsonNumber.of(delta.calls()));
        members.put("drift_score", new JsonNumber(BigDecimal.valueOf(delta.driftScore())));
        members.put("flags", flags(delta.flags()));
        return new JsonObject(members);
    }

    static JsonArray flags(List<Flag> flags) {
        return new JsonArray(flags.stream().<JsonValue>map(ReportJson::flag).toList());
    }

    private static JsonObject flag(Flag flag) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("type", new JsonString(flag.type()));
        members.put("severity", new JsonString(flag.severity().wire()));
        members.put("message", new JsonString(flag.message()));
        return new JsonObject(members);
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.ledger;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The member {@code metadata} of an audit row: what travelled with the command, the mission, and of some events the few
 * facts an auditor asks for first. Which those are is listed here and nowhere else, so nothing shows by accident.
 */
final class Details {

    private static final Map<String, List<String>> SHOWN = Map.ofEntries(
            Map.entry("decision.refused", List.of("reason")),
            Map.entry("detector.fired", List.of("signal", "severity", "message", "details")),
            Map.entry("passport.refreshed", List.of("from")),
            Map.entry("passport.superseded", List.of("by")),
            Map.entry("passport.checked_out", List.of("checkout", "status", "flags")),
            Map.entry("passport.review_decided", List.of("checkout", "approved")),
            Map.entry("passport.revoked", List.of("type", "reason")),
            Map.entry("mission.revoked", List.of("adversarial")),
            Map.entry("key.rotated", List.of("kid", "step")),
            Map.entry("auth.failed", List.of("source", "count")),
            Map.entry(
                    "call.admitted",
                    List.of("call", "connection", "provider", "declared", "method", "host", "path", "operation")),
            Map.entry(
                    "call.ended",
                    List.of("call", "connection", "provider", "status", "reason", "redacted", "streamed")),
            Map.entry(
                    "call.streamed",
                    List.of("call", "connection", "provider", "bytes", "complete", "reason", "redacted")),
            Map.entry("credential.retrieved", List.of("connection", "provider", "access")),
            Map.entry("vault.unavailable", List.of("what", "count")),
            Map.entry("vault.integrity_failed", List.of("what", "count")),
            Map.entry("vault.rewrapped", List.of("run", "key", "rewrapped", "began", "ended")));

    private static final StrictJson JSON = new StrictJson(new Limits(16 << 20, 128, 1_000_000, 999));

    private Details() {}

    static JsonObject of(StoredEntry stored) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        read(stored.metadata()).ifPresent(metadata -> members.putAll(metadata.members()));
        List<String> shown = SHOWN.getOrDefault(stored.entry().facts().event(), List.of());
        if (!shown.isEmpty()) {
            read(stored.payload())
                    .ifPresent(payload ->
                            shown.forEach(name -> payload.get(name).ifPresent(value -> members.put(name, value))));
        }
        String mission = stored.entry().facts().missionId();
        if (mission != null) {
            members.put("mission_id", new JsonString(mission));
        }
        return new JsonObject(members);
    }

    /** Nothing when the body is gone or was never JSON: its digest stands in the row all the same. */
    private static Optional<JsonObject> read(byte[] body) {
        try {
            return JSON.parse(body) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonRefused erased) {
            return Optional.empty();
        }
    }
}

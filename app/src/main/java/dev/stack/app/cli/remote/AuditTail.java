// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Server;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit log from its newest entries on, each entry once and in order. It goes on by the cursor of the export: by time
 * it could miss entries that share a millisecond.
 */
final class AuditTail {

    private final Server server;
    private final Map<String, Optional<String>> filter;
    private long lastSeq;
    private Optional<String> since = Optional.empty();

    AuditTail(Server server, @Nullable String agent, @Nullable String jti) {
        this.server = server;
        this.filter = Map.of("agent_id", Optional.ofNullable(agent), "passport_jti", Optional.ofNullable(jti));
    }

    /** The last {@code limit} entries, oldest first. */
    List<JsonValue> newest(int limit) {
        Map<String, Optional<String>> words = new LinkedHashMap<>(filter);
        words.put("limit", Optional.of(Integer.toString(limit)));
        JsonValue answer = server.get(Server.query("/v1/audit", words));
        List<JsonValue> entries = new ArrayList<>(Fields.items(answer, "entries"));
        Collections.reverse(entries);
        return fresh(entries);
    }

    /** What came after those answered before. */
    List<JsonValue> later() {
        Map<String, Optional<String>> words = new LinkedHashMap<>(filter);
        words.put("format", Optional.of("json"));
        words.put("from", since);
        List<JsonValue> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            words.put("cursor", cursor);
            JsonValue page = server.get(Server.query("/v1/audit/export", words));
            all.addAll(fresh(Fields.items(page, "rows")));
            cursor = Fields.text(page, "next_cursor");
        } while (cursor.isPresent());
        return all;
    }

    private List<JsonValue> fresh(List<JsonValue> entries) {
        List<JsonValue> fresh = entries.stream()
                .filter(entry -> number(entry, "chain_seq") > lastSeq)
                .toList();
        if (!fresh.isEmpty()) {
            JsonValue last = fresh.getLast();
            lastSeq = number(last, "chain_seq");
            since = Optional.of(Long.toString(number(last, "timestamp")));
        }
        return fresh;
    }

    private static long number(JsonValue entry, String name) {
        return Fields.at(entry, name).orElse(JsonValue.NULL) instanceof JsonNumber number
                ? number.asLong().orElse(0L)
                : 0L;
    }
}

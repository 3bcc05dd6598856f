// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant: which connection an agent may use, and how far.
 *
 * @param warnings of the request that gave it: legal, but perhaps not what was meant; empty where it is only read
 */
public record GrantAnswer(
        AgentId agentId,
        ConnectionId serviceConnectionId,
        JsonValue provider,
        JsonValue scopes,
        JsonValue constraints,
        JsonValue alternatives,
        JsonArray intents,
        JsonValue allowDataFrom,
        @Nullable String catalogVersion,
        Instant createdAt,
        List<String> warnings) {

    private static final JsonArray NONE = new JsonArray(List.of());

    public GrantAnswer {
        warnings = List.copyOf(warnings);
    }

    public static GrantAnswer of(GrantGiven grant) {
        return of(grant, List.of());
    }

    public static GrantAnswer of(GrantGiven grant, List<String> warnings) {
        return new GrantAnswer(
                grant.agent(),
                grant.connection(),
                grant.scope().get("service_name").orElse(JsonValue.NULL),
                grant.scope().get("scopes").orElse(NONE),
                grant.scope().get("constraints").orElse(NONE),
                grant.scope().get("alternatives").orElse(NONE),
                new JsonArray(List.copyOf(grant.intents())),
                grant.scope().get("allow_data_from").orElse(JsonValue.NULL),
                grant.catalogVersion(),
                grant.at(),
                warnings);
    }
}

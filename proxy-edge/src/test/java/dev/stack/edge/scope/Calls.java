// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentAlternative;
import dev.stack.vocabulary.ServiceScope;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short ways to write scopes and calls down. */
final class Calls {

    private Calls() {}

    static ServiceScope scope(Constraint... constraints) {
        return scope(List.of(constraints), List.of());
    }

    static ServiceScope scope(List<Constraint> constraints, List<IntentAlternative> alternatives) {
        List<String> names =
                alternatives.stream().map(IntentAlternative::intent).toList();
        return new ServiceScope(
                new ConnectionId("scon_1"),
                "slack",
                List.of("*"),
                "cred_ref_1",
                constraints,
                alternatives,
                names,
                null);
    }

    static Constraint constraint(String path, String op, String value) {
        return Constraint.fromJson(Members.of(
                (JsonObject) json("{\"path\":\"" + path + "\",\"op\":\"" + op + "\",\"value\":" + value + "}")));
    }

    static OutboundRequest get(String url) {
        return OutboundRequest.of("GET", OutboundUrl.parse(url), Map.of(), new byte[0]);
    }

    static OutboundRequest post(String url, String body) {
        return post(url, "application/json", body);
    }

    static OutboundRequest post(String url, String contentType, String body) {
        return call("POST", url, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    static OutboundRequest call(String method, String url, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return OutboundRequest.of(method, OutboundUrl.parse(url), lists, body);
    }

    static JsonValue json(String text) {
        try {
            return new StrictJson(StrictJson.Limits.BODY).parse(text);
        } catch (JsonRefused malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}

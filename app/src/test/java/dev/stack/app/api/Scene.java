// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An operator with one agent, two connected services and a grant on each: what most stories begin with. */
record Scene(Operator operator, String agent, String slack, String github) {

    static final String SLACK_TOKEN = "xoxb-canary-2b1f8e77c0";
    static final String GITHUB_TOKEN = "ghp_canary_77aa10c3d9";

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Scene enforced(Operator operator) {
        return of(operator, "enforced");
    }

    static Scene of(Operator operator, String mode) {
        Http http = operator.http();
        String agent = text(http.post("/v1/agents/register", """
                        {"name": "agent %d", "accountability_mode": "%s"}""".formatted(NAMES.incrementAndGet(), mode)), "id");
        String slack = text(http.post("/v1/services/connect", """
                        {"service_id": "slack", "oauth_token": "%s", "scopes": ["chat:write", "channels:read"]}""".formatted(SLACK_TOKEN)), "id");
        String github = text(http.post("/v1/services/connect", """
                        {"service_id": "github", "oauth_token": "%s", "scopes": ["repo"]}""".formatted(GITHUB_TOKEN)), "id");
        var scene = new Scene(operator, agent, slack, github);
        scene.grant(slack, "[\"chat:write\"]");
        scene.grant(github, "[\"repo\"]");
        return scene;
    }

    Http http() {
        return operator.http();
    }

    Answer grant(String connection, String scopes) {
        return http().post("/v1/services/grant", """
                {"agent_id": "%s", "service_connection_id": "%s", "scopes": %s}""".formatted(agent, connection, scopes));
    }

    /** A passport that declares only Slack. */
    Answer issue() {
        return issue("\"intent\": {\"summary\": \"Post the weekly summary\", \"services\": [\"slack\"]}");
    }

    /** A passport with these members beside the agent's id. */
    Answer issue(String members) {
        return http().post("/v1/passports/issue", "{\"agent_id\": \"%s\", %s}".formatted(agent, members));
    }

    Answer checkpoint(String jti, String services) {
        return http().post("/v1/passports/" + jti + "/checkpoint", """
                {"services_used": %s, "actions_count": 1}""".formatted(services));
    }

    Answer checkout(String jti, String services) {
        return http().post("/v1/passports/" + jti + "/checkout", """
                {"services_used": %s, "actions_count": 2, "summary": "done"}""".formatted(services));
    }

    Answer verify(String token) {
        return http().post("/v1/passports/verify", "{\"token\": \"%s\"}".formatted(token));
    }

    /** The operator's entries, oldest first. */
    List<JsonObject> entries() {
        JsonArray rows = (JsonArray) http().get("/v1/audit/export").member("rows");
        return rows.items().stream().map(JsonObject.class::cast).toList();
    }

    /** Those of one action. */
    List<JsonObject> entries(String action) {
        return entries().stream()
                .filter(row -> row.get("action").equals(Optional.of(new JsonString(action))))
                .toList();
    }

    static String text(Answer answer, String member) {
        return text(answer.member(member));
    }

    static String text(JsonObject object, String member) {
        return text(object.get(member).orElse(JsonValue.NULL));
    }

    static String text(JsonValue value) {
        if (value instanceof JsonString(String text)) {
            return text;
        }
        throw new AssertionError("not a text: " + value);
    }

    /** Waits until something that happens by itself has happened. */
    static void await(String what, BooleanSupplier happened) {
        Instant latest = Clock.systemUTC().instant().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            if (Clock.systemUTC().instant().isAfter(latest)) {
                throw new AssertionError("did not happen in time: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}

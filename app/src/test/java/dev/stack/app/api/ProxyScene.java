// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.RandomText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/** An operator with one agent and one custom connection to an upstream of the test: what a call begins with. */
record ProxyScene(Operator operator, String agent, String connection, String service, String secret) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** An agent in {@code mode}, granted with {@code constraints} (a JSON array). */
    static ProxyScene of(ApiServer server, UpstreamServer upstream, String mode, String constraints) {
        return of(server.operator(), upstream, mode, constraints);
    }

    static ProxyScene of(Operator operator, UpstreamServer upstream, String mode, String constraints) {
        return named(RandomText.of(10, RANDOM).toLowerCase(Locale.ROOT), operator, upstream, mode, constraints);
    }

    /** Agent and service have this name; the service's slug is {@code custom_} and the name. */
    static ProxyScene named(String name, Operator operator, UpstreamServer upstream, String mode, String constraints) {
        String secret = "sk_canary_" + RandomText.of(24, RANDOM);
        String agent = Scene.text(operator.http().post("/v1/agents/register", """
                        {"name": "%s", "accountability_mode": "%s"}""".formatted(name, mode)), "id");
        String connection = Scene.text(
                operator.http().post("/v1/services/custom", """
                        {"name": "%s", "credential": "%s", "allowed_hosts": ["%s"], "injection": {"style": "bearer"},
                         "tls_ca_pem": "%s", "allow_private_network": true}""".formatted(
                                name, secret, upstream.host(), UpstreamServer.pemInJson())),
                "id");
        var scene = new ProxyScene(operator, agent, connection, "custom_" + name, secret);
        scene.grant(constraints);
        return scene;
    }

    void grant(String constraints) {
        Answer granted = http().post("/v1/services/grant", """
                {"agent_id": "%s", "service_connection_id": "%s", "scopes": ["*"], "constraints": %s}""".formatted(agent, connection, constraints));
        assertThat(granted.status()).as(granted.text()).isEqualTo(201);
    }

    /** Changes the connection. */
    void configure(String members) {
        Answer changed = http().send(
                        "PATCH",
                        "/v1/services/" + connection,
                        ("{" + members + "}").getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }

    Http http() {
        return operator.http();
    }

    /** A passport that declares the service. */
    String token() {
        return Scene.text(issue("[\"" + service + "\"]"), "token");
    }

    Answer issue(String services) {
        return http().post("/v1/passports/issue", """
                {"agent_id": "%s", "checkpoint_interval_seconds": 900,
                 "intent": {"summary": "Call it", "services": %s}}""".formatted(agent, services));
    }

    /** A call with these members beside the service. */
    Answer call(String token, String members, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "X-Passport-Token";
        all[headers.length + 1] = token;
        return http().post("/v1/proxy", "{\"service\": \"" + service + "\", " + members + "}", all);
    }

    Answer get(String token, UpstreamServer upstream, String path) {
        return call(token, "\"method\": \"GET\", \"url\": \"" + upstream.url(path) + "\"");
    }

    Answer post(String token, UpstreamServer upstream, String path, String body, String... headers) {
        return call(token, "\"method\": \"POST\", \"url\": \"" + upstream.url(path) + "\", \"body\": " + body, headers);
    }

    void revoke(String jti) {
        Answer revoked = http().post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(jti));
        assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
    }

    /** The entries of calls, oldest first. */
    List<JsonObject> entries() {
        return new Scene(operator, agent, "", "").entries("credential.proxy");
    }

    /** What detectors reported, oldest first. */
    List<JsonObject> findings() {
        return new Scene(operator, agent, "", "")
                .entries("detector.fire").stream()
                        .map(row -> (JsonObject) row.get("metadata").orElseThrow())
                        .toList();
    }

    List<String> outcomes() {
        return entries().stream().map(row -> Scene.text(row, "outcome")).toList();
    }
}

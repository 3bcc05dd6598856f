// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue.JsonString;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A call through the proxy to a small HTTPS service on this machine, which shows what it received. */
final class ProxyDemo implements AutoCloseable {

    private static final String CREDENTIAL = "demo-credential-the-agent-never-sees";

    private final Guide guide;
    private final String name;
    private final EchoUpstream upstream;
    private boolean reachable;

    private ProxyDemo(Guide guide, String name, EchoUpstream upstream) {
        this.guide = guide;
        this.name = name;
        this.upstream = upstream;
    }

    static ProxyDemo start(Guide guide, String name) {
        try {
            return new ProxyDemo(guide, name, EchoUpstream.start(0, guide.out()));
        } catch (IOException failed) {
            throw new NotAsExpected("No HTTPS service can be started on this machine: " + failed.getMessage());
        }
    }

    /** The slug of the new connection. */
    String connectAndGrant(String agent) {
        guide.step("Connect a small HTTPS service that runs on this machine, and grant it.");
        Answer connection = guide.post(
                "/v1/services/custom",
                """
                {"name":"%s","credential":"%s","injection":{"style":"bearer"},"allowed_hosts":["%s"],\
                "allow_private_network":true,"tls_ca_pem":%s}""".formatted(name, CREDENTIAL, upstream.host(), JsonText.write(new JsonString(upstream.pem()))),
                201);
        reachable = texts(connection).noneMatch(warning -> warning.contains("allow_private_network"));
        guide.post("/v1/services/grant", """
                {"agent_id":"%s","service_connection_id":"%s","scopes":["*"]}""".formatted(agent, connection.text("id")), 201);
        return connection.text("provider");
    }

    /** Calls it, where the server lets calls reach this machine. */
    void call(String token) {
        guide.step(
                "Call it through the proxy. The agent sends its passport; the credential appears only at the service.");
        if (!reachable) {
            guide.note("left out: this server lets no call reach private addresses; start it with"
                    + " ./stack up --allow-private-upstreams to see this step");
            return;
        }
        Answer answer = guide.post("/v1/proxy", """
                {"service":"custom_%s","method":"POST","url":"https://%s/reports","body":{"title":"Weekly"}}""".formatted(name, upstream.host()), 200, "X-Passport-Token", token);
        guide.expect(answer.object("body").text("authorization").equals("present"), "the service got the credential");
        guide.expect(!answer.body().toString().contains(CREDENTIAL), "the agent did not");
    }

    @Override
    public void close() {
        upstream.close();
    }

    private static Stream<String> texts(Answer connection) {
        return connection.items("warnings").stream()
                .flatMap(
                        item -> item instanceof JsonString(String text) ? Stream.of(text) : List.<String>of().stream());
    }
}

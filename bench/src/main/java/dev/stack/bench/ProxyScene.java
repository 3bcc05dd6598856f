// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An operator's agent, one connection to a service of this machine, and passports for it. */
final class ProxyScene {

    private static final int ISSUERS = 8;

    private final ServerProcess server;
    private final String agent;

    private ProxyScene(ServerProcess server, String agent) {
        this.server = server;
        this.agent = agent;
    }

    static ProxyScene make(ServerProcess server, Nginx upstream, ServerCertificate certificate, String credential)
            throws Exception {
        String agent = server.post(
                "/v1/agents/register", "{\"name\": \"bench\", \"accountability_mode\": \"enforced\"}", "id");
        String connection = server.post(
                "/v1/services/custom", """
                        {"name": "bench", "credential": "%s", "allowed_hosts": ["localhost:%d"],
                         "injection": {"style": "bearer"}, "tls_ca_pem": "%s", "allow_private_network": true}""".formatted(credential, upstream.port(), certificate.pemInJson()), "id");
        server.post("/v1/services/grant", """
                {"agent_id": "%s", "service_connection_id": "%s", "scopes": ["*"], "constraints": []}""".formatted(agent, connection), "provider");
        return new ProxyScene(server, agent);
    }

    /** Tokens of so many passports, each of a mission of its own. */
    List<String> tokens(int count) throws Exception {
        List<Future<String>> asked = new ArrayList<>();
        try (ExecutorService issuers = Executors.newFixedThreadPool(ISSUERS)) {
            for (int i = 0; i < count; i++) {
                asked.add(issuers.submit(() -> server.post("/v1/passports/issue", """
                        {"agent_id": "%s", "checkpoint_interval_seconds": 900,
                         "intent": {"summary": "Measure it", "services": ["custom_bench"]}}""".formatted(agent), "token")));
            }
        }
        List<String> tokens = new ArrayList<>();
        for (Future<String> token : asked) {
            tokens.add(token.get());
        }
        return tokens;
    }
}

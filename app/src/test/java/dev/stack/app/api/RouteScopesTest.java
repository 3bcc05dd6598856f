// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ApiScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What an access token needs on each route that is not public. Whoever adds a route says here which it is. */
class RouteScopesTest {

    private static final Http NOBODY = ApiServer.shared().nobody();

    private static final String TABLE = """
            agents:read      GET    /v1/agents
            agents:read      GET    /v1/agents/{agentId}/keys
            agents:read      GET    /v1/agents/{id}
            agents:read      GET    /v1/agents/{id}/permissions
            agents:write     POST   /v1/agents/register
            agents:write     DELETE /v1/agents/{agentId}
            agents:write     PATCH  /v1/agents/{agentId}
            agents:write     POST   /v1/agents/{agentId}/enroll
            agents:write     POST   /v1/agents/{agentId}/enrollment-challenge
            agents:write     DELETE /v1/agents/{agentId}/keys/{thumbprint}
            agents:write     POST   /v1/agents/{agentId}/unblock
            agents:write     POST   /v1/passports/reviews/{checkoutId}/decide
            agents:write     POST   /v1/passports/{jti}/checkpoints/{checkpointId}/decide
            audit:read       GET    /v1/audit
            audit:read       GET    /v1/audit/chain-head
            audit:read       GET    /v1/audit/export
            audit:read       GET    /v1/audit/verify-chain
            credentials:read GET    /v1/credentials/by-connection/{connectionId}
            credentials:read GET    /v1/credentials/{provider}
            operator:full    POST   /v1/auth/logout
            operator:full    POST   /v1/operators/me/freeze
            operator:full    POST   /v1/operators/me/regenerate-key
            operator:full    POST   /v1/operators/me/thaw
            passports:read   GET    /v1/intents/catalog
            passports:read   GET    /v1/missions
            passports:read   GET    /v1/missions/{id}
            passports:read   GET    /v1/missions/{id}/operator-reviews
            passports:read   GET    /v1/missions/{id}/operator-reviews/{claim}/download
            passports:read   GET    /v1/missions/{id}/replay
            passports:read   GET    /v1/passports/active
            passports:read   GET    /v1/passports/reviews
            passports:read   GET    /v1/passports/reviews/{checkout}
            passports:read   GET    /v1/passports/{jti}
            passports:read   GET    /v1/passports/{jti}/checkpoints
            passports:read   GET    /v1/passports/{jti}/report
            passports:read   GET    /v1/passports/{jti}/tree
            passports:write  POST   /v1/missions
            passports:write  POST   /v1/missions/start
            passports:write  POST   /v1/missions/{missionId}/complete
            passports:write  POST   /v1/missions/{missionId}/renew
            passports:write  POST   /v1/missions/{missionId}/revoke
            passports:write  POST   /v1/passports/delegate
            passports:write  POST   /v1/passports/issue
            passports:write  POST   /v1/passports/refresh
            passports:write  POST   /v1/passports/revoke
            passports:write  POST   /v1/passports/revoke-agent/{agentId}
            passports:write  POST   /v1/passports/revoke-all
            passports:write  POST   /v1/passports/revoke-session/{sessionId}
            passports:write  POST   /v1/passports/{jti}/checkout
            passports:write  POST   /v1/passports/{jti}/checkpoint
            passports:write  POST   /v1/revocation/drill
            proxy:read       POST   /v1/proxy/operations/get
            proxy:read       GET    /v1/proxy/usage
            proxy:write      POST   /v1/proxy
            services:connect DELETE /v1/services/agents/{agentId}/revoke
            services:connect POST   /v1/services/connect
            services:connect DELETE /v1/services/connections/{connectionId}
            services:connect POST   /v1/services/custom
            services:connect POST   /v1/services/grant
            services:connect PATCH  /v1/services/{connectionId}
            services:connect POST   /v1/services/{connectionId}/authorize
            services:connect POST   /v1/services/{connectionId}/credential
            services:connect DELETE /v1/services/{connectionId}/disconnect
            services:connect DELETE /v1/services/{connectionId}/grants/{agentId}
            services:connect POST   /v1/services/{connectionId}/proxy-toggle
            services:connect POST   /v1/services/{connectionId}/verify
            services:read    GET    /v1/services
            services:read    GET    /v1/services/connected
            services:read    GET    /v1/services/connections
            services:read    GET    /v1/services/templates
            """;

    @Test
    void every_route_needs_the_scope_of_the_table() {
        List<List<String>> expected =
                TABLE.lines().map(line -> List.of(line.split(" +"))).toList();
        assertThat(routes()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void every_scope_of_the_table_is_one_that_can_be_given() {
        assertThat(TABLE.lines().map(line -> line.split(" +")[0]))
                .allSatisfy(name -> assertThat(ApiScope.named(name)).isPresent());
        assertThat(ApiScope.named("passports")).isEmpty();
    }

    private static List<List<String>> routes() {
        List<List<String>> routes = new ArrayList<>();
        var paths = (JsonObject) NOBODY.get("/openapi").json().get("paths").orElseThrow();
        paths.members().forEach((path, operations) -> ((JsonObject) operations)
                .members()
                .forEach((method, operation) -> {
                    if (((JsonObject) operation).get("x-scope").orElse(null) instanceof JsonString(String scope)) {
                        routes.add(List.of(scope, method.toUpperCase(Locale.ROOT), path));
                    }
                }));
        return routes;
    }
}

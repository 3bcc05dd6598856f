// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.sample.SampleServer;
import dev.stack.sample.SampleTokens;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far each kind of credential reaches. */
class CallerKindsTest {

    private static final String PLAIN = "/v1/samples";
    private static final String AGENTS = "/v1/samples/agents";
    private static final String TICKETS = "/v1/samples/tickets";

    private final SampleServer server = SampleServer.shared();
    private final SampleTokens tokens = server.bean(SampleTokens.class);

    @Test
    void a_key_and_a_login_reach_every_route_their_role_covers() {
        for (String credential : new String[] {server.key("kinds", Role.STANDARD), tokens.session("usr_1")}) {
            for (String route : new String[] {PLAIN, AGENTS, TICKETS}) {
                assertThat(post(credential, route).status()).isIn(200, 201);
            }
        }
    }

    @Test
    void an_access_token_reaches_as_far_as_its_scopes() {
        String some = tokens.accessToken("usr_some", Set.of(ApiScope.PASSPORTS_WRITE));
        assertThat(post(some, AGENTS).status()).isEqualTo(200);
        var refused = post(some, TICKETS).isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(refused.text()).contains("\"scope\":\"agents:write\"");
    }

    @Test
    void a_route_that_names_no_scope_needs_all_of_them() {
        post(tokens.accessToken("usr_ten", Set.of(ApiScope.PASSPORTS_WRITE, ApiScope.AGENTS_WRITE)), PLAIN)
                .isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(post(tokens.accessToken("usr_full", Set.of(ApiScope.OPERATOR_FULL)), PLAIN)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void an_agent_reaches_what_is_open_to_agents_and_no_more() {
        String agent = tokens.agentToken("agt_kinds");
        assertThat(post(agent, AGENTS).json().get("credential")).contains(new JsonString("agent_key"));
        post(agent, PLAIN).isProblem(403, ErrorCode.FORBIDDEN);
        post(agent, TICKETS).isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void a_ticket_reaches_what_takes_tickets_and_no_more() {
        String ticket = tokens.ticket("agt_kinds");
        assertThat(post(ticket, TICKETS).status()).isEqualTo(200);
        post(ticket, PLAIN).isProblem(403, ErrorCode.FORBIDDEN);
        post(ticket, AGENTS).isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void what_nobody_issued_proves_nobody() {
        for (String forged : new String[] {
            SampleTokens.jwt("aud", "stack:agent", "agt_forged"),
            SampleTokens.jwt("token_use", "session", "usr_forged"),
            SampleTokens.jwt("token_use", "access", "usr_forged"),
            "tkt_forged"
        }) {
            post(forged, AGENTS).isProblem(401, ErrorCode.UNAUTHORIZED);
        }
    }

    @Test
    void J21_a_passport_is_no_bearer() {
        post(SampleTokens.jwt("stk", "{}", "agt_1"), AGENTS).isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void a_token_of_one_kind_never_counts_as_another() {
        for (String unclear : new String[] {
            SampleTokens.jwt("token_use", "refresh", "usr_1"),
            SampleTokens.jwt("aud", "stack:agents", "usr_1"),
            "eyJ",
            "eyJhbGciOiJub25lIn0.e30"
        }) {
            post(unclear, AGENTS).isProblem(401, ErrorCode.UNAUTHORIZED);
        }
    }

    private Http.Answer post(String credential, String route) {
        return new Http(server.port(), credential).post(route, "{}");
    }
}
